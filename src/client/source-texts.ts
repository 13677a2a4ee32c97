import { type ElementWithText, parseWithTexts } from "../json-array/element-texts.ts";
import type { EventKind } from "../shared/event-kinds.ts";
import { withInternals } from "./query-internals.ts";
import { rawEvent } from "./raw-events.ts";
import type { EventsResponse } from "./read-events.ts";

const sourceText: unique symbol = Symbol("text as received");

/**
 * A copy of a client that keeps the text of each event as the server sent it. `JSON.parse` changes some values:
 * `9007199254740993`, `1e400`, `10.00`, and all but the last of equal keys.
 *
 * Keeping the texts takes half as long as parsing the events, so only code that writes events asks for them.
 */
export function withSourceTexts<C extends Readonly<Record<EventKind, unknown>>>(client: C): C {
  return withInternals(client, { read: readTexts });
}

/**
 * The text of an event as the server sent it, if a client {@link withSourceTexts} read it; otherwise its value as JSON.
 *
 * @throws RangeError if it has no text and is nested too deeply for `JSON.stringify`.
 */
export function eventText(event: Parameters<typeof rawEvent>[0]): string {
  return (event as { readonly [sourceText]?: string })[sourceText] ?? JSON.stringify(rawEvent(event));
}

function readTexts<E>(response: EventsResponse<E>): EventsResponse<E> {
  return {
    ...response,
    parseArray: parseWithTexts,
    recognise(element, index) {
      const { value, text } = element as ElementWithText;
      // A property, because a WeakMap of hundreds of thousands of events slows the garbage collector down. Neither
      // `JSON.stringify` nor `Object.keys` shows it.
      const event = response.recognise(value, index) as E & { [sourceText]?: string | undefined };
      event[sourceText] = text;
      return event;
    },
  };
}
