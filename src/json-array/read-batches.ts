import { createArraySplitter } from "./array-splitter.ts";
import type { JsonArrayOptions } from "./decode-json-array.ts";

/** What is needed of a `ReadableStreamDefaultReader`. */
export type ByteReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel" | "releaseLock">;

/**
 * The elements in arrays as they arrive, none of them empty.
 *
 * @param open Called when the first array is asked for. Its reader is left at the end of the body, or cancelled.
 */
export async function* readBatches(
  open: () => ByteReader,
  { maxElementBytes = 2 ** 24, emptyBody, signal }: JsonArrayOptions,
): AsyncGenerator<unknown[], void> {
  const reader = open();
  const decoder = new TextDecoder(undefined, { fatal: true });
  /** Told the last bytes of each chunk, so that it knows of a character that the next one goes on with. */
  const lenient = new TextDecoder();
  const splitter = createArraySplitter(maxElementBytes, emptyBody === "empty-list");
  // Also ends a read that is under way.
  const cancel = (): Promise<void> => reader.cancel().catch(() => {});
  signal?.addEventListener("abort", cancel);
  try {
    for (;;) {
      signal?.throwIfAborted();
      try {
        const { done, value } = await reader
          .read()
          .catch((cause) => splitter.fail("interrupted", undefined, cause));
        const more = { stream: !done };
        let text: string;
        try {
          text = decoder.decode(value, more);
        } catch {
          // It does not say where the bytes are invalid; the text of a lenient one shows it.
          text = lenient.decode(value, more);
          splitter.push(text.replace(/\uFFFD.*/s, ""));
          if (!done) splitter.fail("encoding", "is not UTF-8");
        }
        splitter.push(text);
        if (done) return splitter.end();
        lenient.decode(value.subarray(-3), more);
      } finally {
        signal?.throwIfAborted();
        // Also when an error is on its way: what was complete before it is handed out first.
        const batch = splitter.take();
        if (batch.length) yield batch;
      }
    }
  } finally {
    // A signal may outlive many streams, and would keep each of them alive.
    signal?.removeEventListener("abort", cancel);
    await cancel();
    reader.releaseLock();
  }
}
