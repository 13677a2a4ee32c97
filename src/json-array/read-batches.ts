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
  const decoder = new TextDecoder(undefined, { fatal: true });
  let previous: Uint8Array | undefined;
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
          // It does not say where the bytes are invalid; the text of a lenient one shows it, which goes on where a
          // character may have been cut.
          const lenient = new TextDecoder();
          lenient.decode(previous, { stream: true });
          text = lenient.decode(value, more);
          splitter.push(text.slice(0, text.indexOf("\uFFFD")));
          if (!done) splitter.fail("encoding", "is not UTF-8");
        }
        previous = value;
        splitter.push(text);
        if (done) return splitter.end();
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
