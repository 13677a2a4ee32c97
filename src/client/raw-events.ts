/**
 * The event as the server sent it: the value inside an unknown event, any other event as it is. A file of its own, so
 * that the conformance suite can import it and nothing else of the client.
 */
export function rawEvent(event: { readonly type: string; readonly raw?: unknown }): unknown {
  return event.type === "unknown" ? event.raw : event;
}
