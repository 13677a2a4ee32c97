import { Np6StreamError } from "../errors.ts";
import type { ParseArray } from "../json-array/array-splitter.ts";
import { readBatches } from "../json-array/decode-json-array.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import type { Logger } from "../transport/hooks.ts";
import { describeResponse, type TransportResponse } from "../transport/transport-response.ts";
import type { CheckEvent } from "../validate/check-event.ts";
import { type UnknownEvent, unknownEvent } from "./events.ts";

/** A response with what makes its events. */
export interface EventsResponse<E> {
  readonly received: TransportResponse;
  /** Makes an event of a value of the array, or throws. */
  readonly recognise: (value: unknown, index: number) => E;
  /** Makes the values that are recognised, of the text of an array. By default `JSON.parse`. */
  readonly parseArray?: ParseArray | undefined;
}

/**
 * The events in arrays as they arrive. What is sound before a failure is delivered first.
 *
 * @param open Called when the first array is asked for.
 * @param delivered What the error of a broken body is to say, if not how many events were delivered here.
 */
export async function* readEvents<E>(
  open: () => EventsResponse<E> | Promise<EventsResponse<E>>,
  delivered?: number,
): AsyncGenerator<E[], void> {
  const { received, recognise, parseArray } = await open();
  const { body, signal } = received;
  if (!body) return;
  let index = 0;
  try {
    for await (const values of readBatches(() => body, {
      emptyBody: "empty-list",
      signal,
      parseArray,
      guarded: true,
    })) {
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
    throw new Np6StreamError(describeResponse(received, message), {
      ...error,
      eventsDelivered: delivered ?? error.eventsDelivered,
      ...(cause !== undefined && { cause }),
    });
  }
}

/** Where an event came that this version does not know. Nothing of what it holds, which may be personal data. */
export interface UnknownEventNotice {
  /** Kind of events that was asked for. */
  readonly kind: EventKind;
  /** Position of the event in the response, from 0. */
  readonly index: number;
}

/** What one response's values are judged with. */
export interface Recognition<E> {
  readonly kind: UnknownEventNotice["kind"];
  readonly isKnown: (value: unknown) => value is E;
  readonly check: CheckEvent | undefined;
  readonly onUnknownEvent: ((notice: UnknownEventNotice) => void) | undefined;
  readonly logger: Logger | undefined;
  readonly received: TransportResponse;
}

/** Makes the function that turns each value of one response into an event: itself, or wrapped if it is not known. */
export function recogniser<E>({
  kind,
  isKnown,
  check,
  onUnknownEvent,
  logger,
  received,
}: Recognition<E>): (value: unknown, index: number) => E | UnknownEvent {
  let warned = false;
  return (value, index) => {
    check?.(value, index, (text) => describeResponse(received, text));
    if (isKnown(value)) return value;
    const notice: UnknownEventNotice = { kind, index };
    onUnknownEvent?.(notice);
    // A new kind may be in every event of a large response.
    if (!warned)
      logger?.warn(describeResponse(received, `event ${index} is not known to this version`), notice);
    warned = true;
    return unknownEvent(value);
  };
}
