import type { NotificationEvent } from "../../client/events.ts";

/** The event as the server sent it. */
export function wireValue(event: NotificationEvent): unknown {
  return event.type === "unknown" ? event.raw : event;
}
