import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileCheckpoint } from "../../../src/follow/file-checkpoint.ts";
import { checkpointError, Np6FollowError } from "../../../src/follow/follow-error.ts";
import { parseState, printState } from "../../../src/follow/position.ts";
import { attempt, type FuzzTarget, must } from "../target.ts";

const stream = { kind: "activations", id: 156, baseUrl: "https://api-cm.np6.com" };
const error = checkpointError("checkpoint");
const path = join(mkdtempSync(join(tmpdir(), "np6-fuzz-")), "checkpoint");
const state =
  '{"format":1,"kind":"activations","id":156,"baseUrl":"https://api-cm.np6.com","cursor":1769860860000,"settled":1769860800000,"seen":[]}';

/** A checkpoint file: as it is, and with the input as the state in a file that is sound. */
export const checkpoint: FuzzTarget = {
  name: "checkpoint",
  seeds: [state, `np6-checkpoint 00000000-0000-4000-8000-000000000000 ${digest(state)}\n${state}`, "{}", ""],
  async check(input) {
    const text = Buffer.from(input).toString();
    const read = attempt(() => parseState(text, stream, error));
    if ("error" in read) must(read.error instanceof Np6FollowError, `it throws ${read.error}`);
    else {
      const { cursor, settled } = read.value.progress;
      must(Number.isSafeInteger(cursor) && settled <= cursor, `the progress is ${cursor}, ${settled}`);
      const again = parseState(printState(stream, read.value), stream, error);
      must(again.progress.cursor === cursor, "a state is not what was written");
    }
    writeFileSync(path, input);
    const store = fileCheckpoint(path);
    try {
      await store.load();
    } catch (error) {
      must(error instanceof Np6FollowError, `opening it throws ${error}`);
      must(error.kind === "damaged", `opening it fails as ${error.kind}`);
    } finally {
      await store.close?.();
    }
    must(readFileSync(path).equals(input), "the file was changed");
  },
};

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
