import { Np6StreamError } from "./errors/index.ts";
import { decodeJsonArray } from "./json-array/index.ts";

/** An answer as its events are read from it. */
export interface EventAnswer<E> {
  /** `undefined` or `null` if there is none, which is an empty list. */
  readonly body: ReadableStream<Uint8Array> | null | undefined;
  readonly signal: AbortSignal | undefined;
  /** Makes an event of a value of the array, or throws. */
  readonly recognise: (value: unknown, index: number) => E;
  /** Makes a message of what is said about the body: says which request it is about. */
  readonly describe: (text: string) => string;
}

/** The events in arrays as they arrive. What is sound before a failure is handed out first. */
export async function* readBatches<E>(answer: EventAnswer<E>): AsyncGenerator<E[], void> {
  try {
    yield* recognisedBatches(answer);
  } catch (error) {
    throw located(error, answer);
  }
}

/** All events, or none: the error of a broken body says that none was delivered. */
export async function readAll<E>(answer: EventAnswer<E>): Promise<E[]> {
  const events: E[] = [];
  try {
    for await (const batch of recognisedBatches(answer)) for (const event of batch) events.push(event);
  } catch (error) {
    throw located(error, answer, 0);
  }
  return events;
}

async function* recognisedBatches<E>({ body, signal, recognise }: EventAnswer<E>): AsyncGenerator<E[], void> {
  if (!body) return;
  let index = 0;
  for await (const values of decodeJsonArray(body, { emptyBody: "empty-list", signal }).batches()) {
    const events: E[] = [];
    try {
      for (const value of values) events.push(recognise(value, index++));
    } catch (error) {
      if (events.length > 0) yield events;
      throw error;
    }
    yield events;
  }
}

function located(error: unknown, { describe }: EventAnswer<unknown>, delivered?: number): unknown {
  if (!(error instanceof Np6StreamError)) return error;
  const { kind, cause, eventsDelivered, message } = error;
  return new Np6StreamError(describe(message), {
    kind,
    eventsDelivered: delivered ?? eventsDelivered,
    cause,
  });
}
