/**
 * The event as the server sent it: the value inside an unknown event, and any other event itself. It has its own file,
 * so that the conformance suite can import it and nothing else of the client.
 */
export function rawEvent(event: { readonly type: string; readonly raw?: unknown }): unknown {
  return event.type === "unknown" ? event.raw : event;
}
