/** Elements one by one, or in the arrays they arrive in. */
export interface Batched<T> extends AsyncIterable<T> {
  batches(): AsyncIterable<T[]>;
}

/**
 * @param open Starts the iteration in batches, or throws if there was one before.
 */
export function batched<T>(
  open: () => AsyncGenerator<T[], void>,
  signal: AbortSignal | undefined,
): Batched<T> {
  return {
    batches: () => ({ [Symbol.asyncIterator]: open }),
    [Symbol.asyncIterator]: () => oneByOne(open(), signal),
  };
}

async function* oneByOne<T>(
  batches: AsyncGenerator<T[], void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void> {
  for await (const batch of batches) {
    for (const element of batch) {
      yield element;
      signal?.throwIfAborted();
    }
  }
}
