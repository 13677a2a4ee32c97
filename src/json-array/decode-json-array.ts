import { batched } from "./batched.ts";
import { readBatches } from "./read-batches.ts";

/** Options of {@link decodeJsonArray}. */
export interface JsonArrayOptions {
  /**
   * How much of one element may wait in memory for its end, counted in UTF-16 code units: as many as bytes for
   * ASCII, fewer for any other text. Beyond it the iteration fails as `too-large`. `Infinity` lifts the limit.
   *
   * @default 16_777_216 (16 MiB)
   */
  readonly maxElementBytes?: number | undefined;
  /**
   * What a body of nothing but white space is: `"error"` fails as `truncated`; `"empty-list"` has no elements, for
   * servers that say so by sending nothing.
   *
   * @default "error"
   */
  readonly emptyBody?: "error" | "empty-list" | undefined;
  /** Ends the iteration with the signal's reason and cancels the stream. */
  readonly signal?: AbortSignal | undefined;
}

/** The elements of the array, in order. Single-use: a second iteration, of either form, throws a `TypeError`. */
export interface JsonArrayElements<T> extends AsyncIterable<T> {
  /** The elements in arrays as they arrive, none of them empty: the fastest way, without a wait per element. */
  batches(): AsyncIterable<T[]>;
}

/**
 * Decodes one JSON array from a stream of UTF-8 bytes, element by element or in batches, in constant memory. It
 * accepts what `JSON.parse` accepts, and a byte order mark. Nothing is read before the first element is asked for;
 * leaving the loop early cancels the stream.
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
    // The one place where the caller's type is taken on trust.
    return readBatches(() => stream.getReader(), options) as AsyncGenerator<T[], void>;
  }, options.signal);
}
