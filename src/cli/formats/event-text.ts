import type { NotificationEvent } from "../../client/events.ts";

/** Writes the events of one response as text, batch by batch; it collects nothing. */
export interface EventFormat {
  /** One text a batch, because a write per event would take longer than reading the event. */
  batch(events: readonly NotificationEvent[]): string;
  /** The text after the last batch. */
  end(): string;
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
