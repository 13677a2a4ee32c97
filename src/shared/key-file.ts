import { readFile } from "node:fs/promises";
import { UsageError } from "./usage-error.ts";

/**
 * Reads the API key from a file.
 *
 * @throws UsageError when the file cannot be read.
 */
export async function readKeyFile(file: string): Promise<string> {
  try {
    // An editor ends the line; the key does not.
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    // Not by its name, because that is the key itself where somebody mistook the option.
    throw new UsageError(
      `The file of the API key cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}
