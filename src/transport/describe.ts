import { maskKeys } from "../shared/redaction/key.ts";
import type { Answer } from "./answer.ts";
import { requestId } from "./response-headers.ts";

/** Makes a message of what is said about an answer: adds which request it is about, and leaves out the keys. */
export function describe({ where, response, keys }: Answer, text: string): string {
  const shown = maskKeys(text, keys);
  // The text may end within a key that the server echoes.
  const cut =
    maskKeys(
      shown,
      keys.map((key) => key.slice(0, 6)),
    ) !== shown;
  const id = requestId(response);
  const trace = id === undefined ? "" : ` (request id ${maskKeys(id, keys)})`;
  return `${where}: ${cut ? "the answer is not what was asked for" : shown}${trace}`;
}
