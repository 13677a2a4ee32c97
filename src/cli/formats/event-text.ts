import type { NotificationEvent } from "../../client/events.ts";
import { eventText } from "../../client/source-texts.ts";

/** Writes the events of one response as text, batch by batch; it collects nothing. */
export interface EventFormat {
  /** One text a batch, because a write per event would take longer than reading the event. */
  batch(events: readonly NotificationEvent[]): string;
  /** The text after the last batch. */
  end(): string;
}

/**
 * An event on one line, character by character as the server sent it. If the server breaks its lines, the line breaks
 * and the indentation behind them are left out: no JSON string has one in it.
 */
export function eventLine(event: NotificationEvent): string {
  return eventText(event).replace(/[\r\n]\s*/g, "");
}

/**
 * Prints a value as JSON.
 *
 * @throws Error with a message for the user: V8 can parse deeper nesting than it can print.
 */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new Error("An event is nested too deeply to be written as JSON.", { cause: error });
  }
}

/** The tokens of a JSON text with nothing in its strings: they differ wherever `JSON.parse` changed a number or a key. */
function shapeOf(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g, (token) => (token[0] === '"' ? '""' : ""));
}

/** Whether parsing the text of an event changed a number in it, or dropped one of two equal keys. */
export function isChanged(event: NotificationEvent, value: unknown): boolean {
  const text = eventText(event);
  const parsed = jsonText(value);
  return text !== parsed && shapeOf(text) !== shapeOf(parsed);
}
