import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A path of a folder that even a program that reads paths as URLs can open. */
export interface PlainFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Redocly and Prism read `#`, `?` and `%` in the path of a file as a URL has them, and then find nothing. A folder with one of
 * these in its path is given to them by a link from a temporary folder, which goes when this is disposed of.
 *
 * @param folder Its absolute path.
 */
export async function plainFolder(folder: string): Promise<PlainFolder> {
  if (!/[#?%]/.test(folder)) return { path: folder, async [Symbol.asyncDispose]() {} };
  const temporary = await mkdtemp(join(tmpdir(), "np6-link-"));
  const path = join(temporary, "folder");
  // A junction, because on Windows a link to a folder would need the rights of an administrator.
  await symlink(folder, path, "junction");
  return { path, [Symbol.asyncDispose]: () => rm(temporary, { recursive: true, force: true }) };
}
