import { CORE_SCHEMA, load } from "js-yaml";
import { UsageError } from "../../src/shared/usage-error.ts";
import { printable } from "./printable.ts";

/** More than any API's document; less than what fills the memory. */
export const largestDocument: number = 200_000_000;

/** Each level of a schema nests two or three deep in the document. */
const options = { schema: CORE_SCHEMA, maxDepth: 1000 };

/**
 * Reads JSON or YAML. The core schema keeps dates the texts they are.
 *
 * @param name What the text came from, for errors.
 * @throws UsageError when it is neither.
 */
export function parseDocument(text: string, name: string): unknown {
  const plain = text.replace(/^\uFEFF/, "");
  try {
    // JSON is YAML, but its own parser takes a tenth of the time.
    return /^\s*\{/.test(plain) ? JSON.parse(plain) : load(plain, options);
  } catch (error) {
    if (/^\s*\{/.test(plain)) {
      // YAML in flow style starts with a brace too.
      try {
        return load(plain, options);
      } catch {
        // Told in the words of the likelier of the two.
      }
    }
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new UsageError(`${name} is neither JSON nor YAML: ${printable(reason)}`);
  }
}
