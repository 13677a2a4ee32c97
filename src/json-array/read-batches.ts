import { createArraySplitter } from "./array-splitter.ts";
import type { JsonArrayOptions } from "./decode-json-array.ts";

/** What is needed of a `ReadableStreamDefaultReader`. */
export type ByteReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel" | "releaseLock">;

const defaultMaxElementBytes = 2 ** 24;

/**
 * The elements in arrays as they arrive, none of them empty.
 *
 * @param open Called when the first array is asked for. Its reader is left at the end of the body, or cancelled.
 */
export async function* readBatches(
  open: () => ByteReader,
  { maxElementBytes = defaultMaxElementBytes, emptyBody, signal }: JsonArrayOptions,
): AsyncGenerator<unknown[], void> {
  const reader = open();
  // The strict decoder does not say where the bytes are invalid; the text of the lenient one shows it.
  const strict = new TextDecoder("utf-8", { fatal: true });
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
        const text = lenient.decode(value, more);
        try {
          strict.decode(value, more);
        } catch {
          splitter.push(text.slice(0, text.indexOf("\uFFFD")));
          if (!done) splitter.fail("encoding", "is not UTF-8");
        }
        splitter.push(text);
        if (done) return splitter.end();
      } finally {
        signal?.throwIfAborted();
        // Also when an error is on its way: what was complete before it is handed out first.
        const batch = splitter.take();
        if (batch.length > 0) yield batch;
      }
    }
  } finally {
    // A signal may outlive many streams, and would keep each of them alive.
    signal?.removeEventListener("abort", cancel);
    await cancel();
    reader.releaseLock();
  }
}
