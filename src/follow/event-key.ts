import { isUuid } from "../shared/uuid.ts";

/** What following needs to know of an event; the client's events have it. */
export interface FollowedEvent {
  /** `unknown`, or what the event is. */
  readonly type: string;
  /** Id of the event: a uuid (documented by the vendor), or any text. */
  readonly id?: string | undefined;
  /** When it was published, in milliseconds since 1970 UTC. */
  readonly timestamp?: number | undefined;
  /** What came, of an event that is not known. */
  readonly raw?: unknown;
}

/** Length of a key: 16 bytes in base64, without its padding. */
export const keyLength = 22;

const encoder = new TextEncoder();

/**
 * What an event is known again by, in 16 bytes: its uuid whole, so that no event is ever taken for another one. (With 8
 * bytes, a million events an hour would lose one in some 25,000 years; the other half costs 11 characters an event.)
 *
 * An id that is no uuid, and the whole text of an event without an id, is digested to 128 bits of SHA-256: two of them
 * among as many as the checkpoint holds are taken for one with odds below 1 in 10^25. Two events without an id that do
 * not differ in a single character are one event.
 */
export function eventKey({ id, raw, ...event }: FollowedEvent): string | Promise<string> {
  // Bytes rather than text, so that the letter case of a uuid counts for nothing.
  if (isUuid(id)) {
    return base64(Uint8Array.from(id.match(/[\da-f]{2}/gi) ?? [], (hex) => Number.parseInt(hex, 16)));
  }
  return digest(id ?? JSON.stringify(raw ?? event));
}

async function digest(text: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)), 0, 16));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).slice(0, keyLength);
}
