import { Writable } from "node:stream";
import type { CliIo } from "../cli-io.ts";
import { runCli } from "../run-cli.ts";
import type { Ended } from "./program.ts";

/** Runs a command in this process, which takes a hundredth of the time. */
export async function runHere(args: readonly string[], env: CliIo["env"]): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  const collect = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += chunk;
        done();
      },
    });
  const signal = new AbortController().signal;
  const code = await runCli(args, { stdout: collect("stdout"), stderr: collect("stderr"), env, signal });
  return { code, ...texts };
}
