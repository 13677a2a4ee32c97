import { type FileHandle, open } from "node:fs/promises";

/** What is said where folders can't be flushed, as on Windows: there is nothing to do. */
const unable = ["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"];

/** Makes a new name in a folder outlast a power cut. */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path);
    await folder.sync();
  } catch (error) {
    if (!unable.includes(String((error as NodeJS.ErrnoException).code))) throw error;
  } finally {
    await folder?.close();
  }
}
