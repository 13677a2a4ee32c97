import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgramFile } from "../kit/run-program.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";

/** The checkout that this program belongs to. */
export const checkout: string = fileURLToPath(new URL("../..", import.meta.url));

/** How a command ended. */
export interface CommandResult {
  readonly passed: boolean;
  /** What it wrote to stdout and stderr. */
  readonly output: string;
}

/** A clone of what is committed. */
export interface Clone {
  readonly folder: string;
  write(texts: ReadonlyMap<string, string>): Promise<void>;
  /** Runs Node there, as a program of the clone would be run from a shell. */
  node(args: readonly string[]): Promise<CommandResult>;
  remove(): void;
}

// A command must not find out that a test started it.
const { NODE_ENV: _, ...environment } = process.env;
const env = {
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(VITEST|NP6_)/.test(name))),
  NO_COLOR: "1",
};

/** Clones the checkout into a temporary folder. The packages are those of the checkout. */
export async function cloneCheckout(): Promise<Clone> {
  const folder = temporaryFolder("change");
  const clone = folder.file("clone");
  // Node takes a linked module for the file that the link leads to, so the packages find each other.
  await runProgramFile("git", ["clone", "--quiet", "--shared", checkout, clone]);
  await symlink(join(checkout, "node_modules"), join(clone, "node_modules"), "junction");
  return {
    folder: clone,
    async write(texts) {
      for (const [file, text] of texts) {
        await mkdir(dirname(join(clone, file)), { recursive: true });
        await writeFile(join(clone, file), text);
      }
    },
    node(args) {
      return new Promise((resolve) => {
        const options = { cwd: clone, env, maxBuffer: 256 * 2 ** 20 };
        execFile(process.execPath, [...args], options, (error, stdout, stderr) => {
          const output = `${stdout}${stderr}`.trim();
          resolve({ passed: error === null, output: output === "" && error ? error.message : output });
        });
      });
    },
    remove: folder.remove,
  };
}
