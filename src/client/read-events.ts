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
  /** Converts a value of the array to an event, or throws. */
  readonly recognise: (value: unknown, index: number) => E;
  /** Parses the text of an array. By default `JSON.parse`. */
  readonly parseArray?: ParseArray | undefined;
}

/**
 * The events in arrays as they arrive. Valid events before a failure are delivered first.
 *
 * @param open Called when the first array is asked for.
 * @param delivered The count that the error of a broken body reports, instead of the events delivered here.
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

/**
 * The position of an event that this version does not know. It has no content of the event, which may be personal data.
 */
export interface UnknownEventNotice {
  /** Event kind of the query. */
  readonly kind: EventKind;
  /** Position of the event in the response, from 0. */
  readonly index: number;
}

/** The settings with which the values of a response are converted. */
export interface Recognition<E> {
  readonly kind: UnknownEventNotice["kind"];
  readonly isKnown: (value: unknown) => value is E;
  readonly check: CheckEvent | undefined;
  readonly onUnknownEvent: ((notice: UnknownEventNotice) => void) | undefined;
  readonly logger: Logger | undefined;
  readonly received: TransportResponse;
}

/** Makes the function that converts each value of one response to an event. An unknown value is wrapped. */
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
