import { execFile } from "node:child_process";
import type { Tally } from "./summary.ts";

/** A check that is a command: it passes with exit code 0. */
export interface Step {
  readonly name: string;
  /** Path of a script of Node, and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
}

/**
 * Runs steps, two at a time, prints a line for each as it ends, and the output of those that failed.
 *
 * @param print Takes each line; `console.log` but for tests.
 */
export async function runSteps(
  steps: readonly Step[],
  cwd: string,
  print: (line: string) => void = console.log,
): Promise<Tally> {
  const waiting = [...steps];
  let failed = 0;
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const began = performance.now();
      const { passed, output } = await run(step, cwd);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      print(`${passed ? "✓" : "✗"} ${step.name} (${seconds} s)${passed ? "" : `\n${output}`}`);
      if (!passed) failed += 1;
    }
  };
  await Promise.all([lane(), lane()]);
  return { passed: steps.length - failed, failed, skipped: 0 };
}

function run({ command }: Step, cwd: string): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...command], { cwd, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`.trim();
      resolve({ passed: error === null, output: output || (error?.message ?? "") });
    });
  });
}
