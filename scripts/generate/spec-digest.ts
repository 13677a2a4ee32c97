import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSpecFiles } from "./spec-files.ts";

/** File of `generated/` that holds the digest of the spec it was made from. */
export const specDigestFile = "spec-digest.txt";

/**
 * A digest of the files that the contract is written in. With it a command sees in milliseconds that `generated/` was
 * made from another spec, where generating anew takes seconds.
 *
 * @param root Folder that holds `spec/`.
 */
export async function digestOfSpec(root: string): Promise<string> {
  const hash = createHash("sha256");
  for (const [name, written] of await readSpecFiles(root)) {
    // Git may check files out with other ends of lines.
    const text = written.replaceAll("\r\n", "\n");
    hash.update(`${name}\n${text.length}\n${text}`);
  }
  return hash.digest("hex");
}

/** Whether `generated/` was made from another spec than the checkout has. */
export async function isStale(root: string): Promise<boolean> {
  const file = join(root, "generated", specDigestFile);
  const recorded = await readFile(file, "utf8").catch(() => "");
  return recorded.trim() !== (await digestOfSpec(root));
}
