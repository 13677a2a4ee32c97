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
