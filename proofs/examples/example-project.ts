import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { runProgramFile } from "../kit/run-program.ts";
import { type InstalledPackage, inRoot } from "../package/installed-package.ts";

/** The examples in a project that the packed package is installed in, and a sandbox. */
export interface ExampleProject extends AsyncDisposable {
  readonly folder: string;
  readonly sandbox: Sandbox;
  /** Runs a script of Node there, with the key and the address of the sandbox; its output. Rejects if it fails. */
  node(script: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
}

/** How many events of each kind the sandbox has, of six days, up to an hour ago. */
export const events = 300;

/** Puts the examples into the project of an installed package, and starts a sandbox. */
export async function prepareExamples(installed: InstalledPackage): Promise<ExampleProject> {
  const folder = installed.project;
  await cp(inRoot("examples"), folder, { recursive: true });
  // What a user installs besides: it is here already.
  for (const name of ["vitest", "undici", "pg", "pg-boss"]) {
    await symlink(inRoot(`node_modules/${name}`), join(folder, "node_modules", name), "junction");
  }
  // Before what a follower leaves for later.
  const to = Date.now() - 60 * 60 * 1000;
  const sandbox = await startSandbox({ events, from: to - 6 * 24 * 60 * 60 * 1000, to });
  const settings = { NP6_API_KEY: sandbox.key, NP6_BASE_URL: sandbox.url };
  return {
    folder,
    sandbox,
    async node(script, args = [], env = {}) {
      const options = { cwd: folder, env: { ...process.env, ...settings, ...env }, timeout: 60_000 };
      return (await runProgramFile(process.execPath, [script, ...args], options)).stdout;
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
