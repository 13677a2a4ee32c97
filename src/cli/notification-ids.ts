import { readFile } from "node:fs/promises";
import { UsageError } from "../shared/usage-error.ts";
import { parseIds } from "./arguments.ts";

/**
 * Reads a file of ids and ranges, one or more a line, with comments that begin with `#`.
 *
 * @throws UsageError naming the invalid line, or if the file cannot be read.
 */
async function readIdFile(file: string): Promise<readonly number[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read (${error.code}).`);
  });
  const ids = text.split(/\r?\n/).flatMap((line, index) => {
    const content = line
      .replace(/^\uFEFF/, "")
      .replace(/#.*/, "")
      .trim();
    if (content === "") return [];
    try {
      return parseIds(content);
    } catch (error) {
      throw new UsageError(`${file}, line ${index + 1}: ${(error as Error).message}`);
    }
  });
  return [...new Set(ids)];
}

/**
 * The notifications that a command names, as a list. If a file names them, the list may change while the command runs.
 *
 * @param named On the command line.
 */
export function notificationSource(
  named: readonly number[],
  file: string | undefined,
): readonly number[] | (() => Promise<readonly number[]>) {
  if (file === undefined) return named;
  return async () => [...named, ...(await readIdFile(file))];
}
