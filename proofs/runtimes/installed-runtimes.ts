import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgramFile } from "../kit/run-program.ts";
import { inRoot } from "../package/installed-package.ts";

/** Where the runtimes and compilers are installed: see proofs/runtimes/project/package.json. */
export const runtimesFolder: string = inRoot("proofs/runtimes/project");

/** Names and version ranges of what proofs/runtimes/project/package.json lists. */
export async function listRuntimes(): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(runtimesFolder, "package.json"), "utf8"));
  return Object.keys(manifest.devDependencies);
}

/** Installs them, 1.4 GB from the npm registry, unless they are there as the lock has them. */
export async function installRuntimes(): Promise<void> {
  const lock = join(runtimesFolder, "package-lock.json");
  const installed = join(runtimesFolder, "node_modules", ".installed-lock.json");
  const text = (file: string) => readFile(file, "utf8").catch(() => undefined);
  if ((await text(lock)) === (await text(installed))) return;
  console.log("Installing proofs/runtimes/project/ (1.4 GB; once) ...");
  await runProgramFile("npm", ["ci", "--no-audit", "--no-fund"], { cwd: runtimesFolder });
  await copyFile(lock, installed);
}

/** Path of a file of one of them. */
export function inRuntime(name: string, file: string): string {
  return join(runtimesFolder, "node_modules", name, file);
}
