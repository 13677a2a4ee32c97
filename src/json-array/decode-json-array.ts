import { createArraySplitter, type ParseArray } from "./array-splitter.ts";

/** Options of {@link decodeJsonArray}. */
export interface JsonArrayOptions {
  /**
   * How much of one element may wait in memory for its end, counted in UTF-16 code units: as many as bytes for ASCII,
   * fewer for any other text. A longer element fails as `too-large`. `Infinity` lifts the limit.
   *
   * @default 16_777_216 (16 MiB)
   */
  readonly maxElementBytes?: number | undefined;
  /**
   * How to read a body that is empty or only white space: `"error"` fails as `truncated`; `"empty-list"` has no
   * elements, for servers that send nothing for an empty list.
   *
   * @default "error"
   */
  readonly emptyBody?: "error" | "empty-list" | undefined;
  /**
   * Ends the iteration with the signal's reason and cancels the stream. The iteration keeps a listener on the signal
   * until it ends. So Node 20 and early versions of 22 warn of a leak, although there is none, if more than ten streams
   * share a signal at a time. The client's queries may share one without that.
   */
  readonly signal?: AbortSignal | undefined;
}

/** The elements of the array, in order. Single-use: a second iteration, of either form, throws a `TypeError`. */
export interface JsonArrayElements<T> extends AsyncIterable<T> {
  /** The elements in non-empty arrays as they arrive. This is the fastest way, without a wait per element. */
  batches(): AsyncIterable<T[]>;
}

/**
 * Decodes one JSON array from a stream of UTF-8 bytes, element by element or in batches, in constant memory. It accepts
 * what `JSON.parse` accepts, and a byte order mark. It reads nothing before you ask for the first element. Leaving the
 * loop early cancels the stream.
 *
 * ```ts
 * for await (const event of decodeJsonArray<{ id: string }>(stream)) console.log(event.id);
 * ```
 *
 * @typeParam T - Type of an element: claimed, not checked.
 * @param stream - The bytes. Read to the end or cancelled, whichever way the iteration ends.
 * @throws {@link Np6StreamError} from the iteration, after the elements that were complete before the failure. An
 * error of the stream that is an {@link Np6Error} already, such as a timeout, is thrown as it is.
 */
export function decodeJsonArray<T = unknown>(
  stream: ReadableStream<Uint8Array>,
  options: JsonArrayOptions = {},
): JsonArrayElements<T> {
  let used = false;
  return batched(() => {
    if (used) throw new TypeError("The body was already read.");
    used = true;
    // The only place that trusts the caller's type.
    return readBatches(() => stream.getReader(), options) as AsyncGenerator<T[], void>;
  }, options.signal);
}

/** The needed part of a `ReadableStreamDefaultReader`. */
export type ByteReader = Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel" | "releaseLock">;

/** Options of {@link readBatches}: those of {@link decodeJsonArray}, and some for this package only. */
export interface ReadBatchesOptions extends JsonArrayOptions {
  /** Whether the reader itself fails when the signal is aborted, so that no listener is needed here. */
  readonly guarded?: boolean | undefined;
  /** Parses the elements of a text. By default `JSON.parse`. */
  readonly parseArray?: ParseArray | undefined;
}

/**
 * The elements in arrays as they arrive, none of them empty.
 *
 * @param open Called when the first array is asked for. Its reader is left at the end of the body, or cancelled.
 */
export async function* readBatches(
  open: () => ByteReader,
  { maxElementBytes = 2 ** 24, emptyBody, signal, parseArray, guarded }: ReadBatchesOptions,
): AsyncGenerator<unknown[], void> {
  const reader = open();
  const decoder = new TextDecoder(undefined, { fatal: true });
  /** Gets the last bytes of each chunk, so that it notices a character that continues in the next one. */
  const lenient = new TextDecoder();
  const splitter = createArraySplitter(maxElementBytes, emptyBody === "empty-list", parseArray);
  // Also ends a read that is under way.
  const cancel = (): Promise<void> => reader.cancel().catch(() => {});
  if (!guarded) signal?.addEventListener("abort", cancel);
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
        // Also before an error: the complete elements before it are delivered first.
        const batch = splitter.take();
        if (batch.length) yield batch;
      }
    }
  } finally {
    // A signal may outlive many streams, and would keep each of them in memory.
    signal?.removeEventListener("abort", cancel);
    await cancel();
    reader.releaseLock();
  }
}

/**
 * Lets elements be iterated in batches or one by one.
 *
 * @param open Starts the iteration in batches, or throws if there was one before.
 */
export function batched<T>(
  open: () => AsyncGenerator<T[], void>,
  signal: AbortSignal | undefined,
): JsonArrayElements<T> {
  return {
    batches: () => ({ [Symbol.asyncIterator]: open }),
    async *[Symbol.asyncIterator]() {
      for await (const batch of open()) {
        for (const element of batch) {
          yield element;
          signal?.throwIfAborted();
        }
      }
    },
  };
}
