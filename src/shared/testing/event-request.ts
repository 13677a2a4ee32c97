/** The form of a request for events, from the contract, so that tests do not repeat its paths and its header. */
import type { IncomingHttpHeaders } from "node:http";
import { type EventKind, endpoints, security } from "../../../generated/contract.js";

/** Name of the header of the key, in lower case, as Node delivers it. */
export const keyHeader: string = security.header.toLowerCase();

/** The path that lists the events of a notification. */
export function eventsPath(kind: EventKind, notificationId: number | string = 156): string {
  return endpoints[kind].path.replace(/\{[^}]*\}/, String(notificationId));
}

/** The header that carries a key. */
export function keyHeaders(key: string): Record<string, string> {
  return { [security.header]: security.prefix + key };
}

/** The key that a request carried, `undefined` if none. */
export function keySent(headers: IncomingHttpHeaders): string | undefined {
  const sent = headers[keyHeader];
  return sent === undefined ? undefined : String(sent).slice(security.prefix.length);
}
