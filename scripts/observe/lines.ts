import { createReadStream } from "node:fs";

/**
 * The lines of a file, without their ends and without a byte order mark. Not `readline`: its iterator reads on while
 * nobody asks for lines, up to a thousand of them, and a line of a recording has megabytes.
 */
export async function* readFileLines(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const chunk of createReadStream(file)) {
    const [first = "", ...others] = decoder.decode(chunk as Uint8Array, { stream: true }).split("\n");
    parts.push(first);
    for (const next of others) {
      yield parts.splice(0).join("").replace(/\r$/, "");
      parts.push(next);
    }
  }
  const last = parts.join("") + decoder.decode();
  if (last !== "") yield last;
}
