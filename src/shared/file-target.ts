import { mkdir, readFile, readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The file that a path leads to through all links, even if it does not exist yet. Renaming onto a link would replace
 * the link, and a lock must be beside the same file before and after the file is created.
 *
 * @throws Error of the system with `ELOOP` if links lead in a circle.
 */
export async function fileTarget(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const full = resolve(path);
  const folder = await realpath(dirname(full)).catch(() => dirname(full));
  const link = await readlink(full).catch(() => undefined);
  return link === undefined ? join(folder, basename(full)) : fileTarget(resolve(folder, link));
}

/**
 * Whether something is mounted at the path itself, as a container mounts a single file. It cannot be replaced: `rename`
 * fails with `EBUSY`. Only Linux reports this; elsewhere the result is `false`.
 */
export async function isMountPoint(path: string): Promise<boolean> {
  const mounts = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  // The fifth field is the place, with white space and backslashes as octal escapes.
  return mounts
    .split("\n")
    .map((line) => line.split(" ")[4] ?? "")
    .some(
      (place) =>
        place.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))) === path,
    );
}

/**
 * Creates a folder and its parents. `mkdir` with `recursive` never returns if nothing can be created although the
 * parent exists, as below `/proc`.
 *
 * @throws Error of the system with its code, such as `ENOENT`.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isFolder = async (folder: string) => (await stat(folder).catch(() => undefined))?.isDirectory();
    if (await isFolder(path)) return;
    const above = dirname(resolve(path));
    if (code !== "ENOENT" || (await isFolder(above))) throw error;
    await makeFolder(above);
    // Not `mkdir`: another process may have been faster.
    await makeFolder(path);
  }
}
