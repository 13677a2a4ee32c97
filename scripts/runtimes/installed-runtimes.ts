import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "../package/installed-package.ts";

/** Where runtimes and compilers are installed: see runtimes/package.json. */
export const runtimesFolder: string = join(root, "runtimes");

/** Names and version ranges of what runtimes/package.json lists. */
export async function listRuntimes(): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(runtimesFolder, "package.json"), "utf8"));
  return Object.keys(manifest.devDependencies);
}

/** Installs them, 1.4 GB from the npm registry, unless they are there as the lock has them. */
export async function installRuntimes(): Promise<void> {
  const writtenAt = async (file: string) => {
    const stats = await stat(join(runtimesFolder, file)).catch(() => undefined);
    return stats?.mtimeMs ?? 0;
  };
  // npm writes this copy of the lock when it is done.
  if ((await writtenAt("node_modules/.package-lock.json")) > (await writtenAt("package-lock.json"))) return;
  console.log("Installing runtimes/ (1.4 GB; once) ...");
  await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: runtimesFolder });
}

/** Path of a file of one of them. */
export function inRuntime(name: string, file: string): string {
  return join(runtimesFolder, "node_modules", name, file);
}
