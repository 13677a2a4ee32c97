import { Np6StreamError } from "../errors.ts";
import { readBatches } from "../json-array/read-batches.ts";
import { type Answer, describe } from "../transport/index.ts";

/** An answer with what makes its events. */
export interface EventAnswer<E> {
  readonly answer: Answer;
  /** Makes an event of a value of the array, or throws. */
  readonly recognise: (value: unknown, index: number) => E;
}

/**
 * The events in arrays as they arrive. What is sound before a failure is handed out first.
 *
 * @param open Called when the first array is asked for.
 * @param delivered What the error of a broken body is to say, if not how many events were handed out here.
 */
export async function* readEvents<E>(
  open: () => EventAnswer<E> | Promise<EventAnswer<E>>,
  delivered?: number,
): AsyncGenerator<E[], void> {
  const { answer, recognise } = await open();
  const { body, signal } = answer;
  if (!body) return;
  let index = 0;
  try {
    for await (const values of readBatches(() => body, { emptyBody: "empty-list", signal })) {
      const events: E[] = [];
      try {
        for (const value of values) events.push(recognise(value, index++));
      } catch (error) {
        if (events.length > 0) yield events;
        throw error;
      }
      yield events;
    }
  } catch (error) {
    if (!(error instanceof Np6StreamError)) throw error;
    const { cause, message } = error;
    throw new Np6StreamError(describe(answer, message), {
      ...error,
      eventsDelivered: delivered ?? error.eventsDelivered,
      ...(cause !== undefined && { cause }),
    });
  }
}
