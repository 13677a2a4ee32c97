import type { Answer } from "./answer.ts";
import { maskKey } from "./redaction.ts";
import { requestId } from "./request-id.ts";

/** Makes a message of what is said about an answer: adds which request it is about, and leaves out the key. */
export function describe({ where, response, key }: Answer, text: string): string {
  const shown = maskKey(text, key);
  // The text may end within a key that the server echoes.
  const cut = maskKey(shown, key.slice(0, 6)) !== shown;
  const id = requestId(response);
  const trace = id === undefined ? "" : ` (request id ${maskKey(id, key)})`;
  return `${where}: ${cut ? "the answer is not what was asked for" : shown}${trace}`;
}
