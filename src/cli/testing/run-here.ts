import { Writable } from "node:stream";
import type { CliIo } from "../cli-io.ts";
import { runCli } from "../run-cli.ts";
import type { Ended } from "./program.ts";

/**
 * Runs a command in this process, which takes a hundredth of the time. A test that needs a process of its own (signals, full
 * disks, closed pipes, the environment that Node itself reads) starts the program instead.
 *
 * @param columns Has the command take its stderr for a terminal, so wide.
 */
export async function runHere(args: readonly string[], env: CliIo["env"], columns?: number): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  const collect = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += chunk;
        done();
      },
    });
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const stderr = Object.assign(collect("stderr"), terminal);
  const signal = new AbortController().signal;
  const code = await runCli(args, { stdout: collect("stdout"), stderr, env, signal });
  return { code, ...texts };
}
