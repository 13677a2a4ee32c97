import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** File of `generated/` that holds the digest of the spec it was made from. */
export const specDigestFile = "spec-digest.txt";

/**
 * A digest of the files that the contract is written in. With it a command sees in milliseconds that `generated/` was
 * made from another spec, where generating anew takes seconds.
 *
 * @param root Folder that holds `spec/`.
 */
export async function digestOfSpec(root: string): Promise<string> {
  const folder = join(root, "spec");
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".yaml") && !name.startsWith("rules/"))
    .sort();
  const hash = createHash("sha256");
  for (const name of names) {
    // Git may check files out with other ends of lines.
    const text = (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
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
