import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { respond, startServer } from "../../src/transport/testing/server.ts";

test("a baseline that cannot be read ends the run before anything is sent", async () => {
  const { path: folder, remove } = temporaryFolder("baseline");
  onTestFinished(remove);
  const file = join(folder, "baseline.json");
  writeFileSync(file, "[");
  const server = await startServer(respond(200, {}, "[]"));
  const env = { ...process.env, NP6_BASE_URL: server.url, NP6_API_KEY: "key", NP6_NOTIFICATION_ID: "156" };
  const script = fileURLToPath(new URL("main.ts", import.meta.url));
  const args = [script, "--target", "live", "--baseline", file];
  const { code, text } = await new Promise<{ code: unknown; text: string }>((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code, text: stdout + stderr }),
    );
  });
  expect(code).toBe(2);
  expect(text.trim()).toBe(`The baseline ${file} is not JSON. Make one with --write-baseline ${file}.`);
  expect(server.requests).toEqual([]);
});
