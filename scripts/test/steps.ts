import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, test } from "vitest";

/** The commands that have to succeed beside the tests: what they show, and the npm script. The longest come first. */
const steps: readonly (readonly [title: string, ...script: string[]])[] = [
  ["types", "types"],
  ["the spec's lint, and generated/ is what spec/ gives", "generate", "--check"],
  ["the API report is what src/ gives", "proof", "api", "--check"],
  ["format, lint and the layers", "lint:code"],
];

// A step is a program like any other: it must not find out that a test started it.
const { NODE_ENV: _, ...environment } = process.env;
const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("VITEST")));

describe.concurrent("steps", () => {
  test.each(steps)("%s", { timeout: 15 * 60_000 }, async (_title, script, ...args) => {
    // `node --run` starts a script of package.json as npm does, in a tenth of the time.
    const command = ["--run", script, ...(args.length > 0 ? ["--", ...args] : [])];
    try {
      await promisify(execFile)(process.execPath, command, { env, maxBuffer: 64 * 2 ** 20 });
    } catch (error) {
      const { stdout = "", stderr = "", message } = error as Partial<Record<string, string>>;
      const output = `${stdout}${stderr}`.trim() || message;
      // Without a stack, which would only lead here.
      throw Object.assign(new Error(`node ${command.join(" ")} failed\n${output}`), { stack: "" });
    }
  });
});
