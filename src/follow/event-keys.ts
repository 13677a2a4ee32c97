import { isUuid } from "../shared/uuid.ts";

/** The properties of an event that following needs; the client's events have them. */
export interface FollowedEvent {
  /** `unknown`, or the type of the event. */
  readonly type: string;
  /** Id of the event: a uuid (documented by the vendor), or any text. */
  readonly id?: string | undefined;
  /** When it was published, in milliseconds since 1970 UTC; unknown if it is not a number. */
  readonly timestamp?: number | null | undefined;
  /** The received event, if its type is `unknown`. */
  readonly raw?: unknown;
}

/** Length of a key: 16 bytes in base64, without its padding. */
const keyLength = 22;

const encoder = new TextEncoder();

/**
 * The key that identifies an event: 16 bytes. A uuid is kept whole, so no two events with different uuids are ever
 * mistaken for one another. (With 8 bytes, a million events an hour would lose one in some 25,000 years; the other half
 * costs 11 characters an event.)
 *
 * An id that is not a uuid, and the whole text of an event without an id or with an empty one, is digested to 128 bits of
 * SHA-256: the odds that two of the events in a checkpoint collide are below 1 in 10^25. Two events without an id and with the
 * same text are one event.
 */
export function eventKey({ id, raw, ...event }: FollowedEvent): string | Promise<string> {
  // Bytes rather than text, so that the letter case of a uuid does not matter.
  if (isUuid(id)) {
    return base64(Uint8Array.from(id.match(/[\da-f]{2}/gi) ?? [], (hex) => Number.parseInt(hex, 16)));
  }
  return digestKey(id || JSON.stringify(raw ?? event));
}

async function digestKey(text: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)), 0, 16));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).slice(0, keyLength);
}

/** The keys of all events of one second, joined, by that second since 1970 UTC. */
export type StoredKeys = Readonly<Record<string, string>>;

/** The keys of the events that were committed and may be listed again. */
export interface SeenKeys {
  has(key: string): boolean;
  /** @param time When the event was published, in milliseconds. */
  add(key: string, time: number): void;
  /** Forgets events published before `time`, a whole second in milliseconds: they are not listed again. */
  forgetBefore(time: number): void;
  toJSON(): StoredKeys;
}

/** @throws TypeError if `stored` was not made by `toJSON`. */
export function createSeenKeys(stored: unknown = {}): SeenKeys {
  const all = new Set<string>();
  /** By second, because then saving and forgetting need not look at each key, nor keep the time of each. */
  const bySecond = new Map<number, string>();
  for (const [second, keys] of Object.entries(stored as object)) {
    if (!/^-?\d+$/.test(second) || typeof keys !== "string" || keys.length % keyLength) throw new TypeError();
    bySecond.set(Number(second), keys);
    for (const key of split(keys)) all.add(key);
  }
  return {
    has: (key) => all.has(key),
    add(key, time) {
      if (all.has(key)) return;
      const second = Math.floor(time / 1000);
      all.add(key);
      bySecond.set(second, (bySecond.get(second) ?? "") + key);
    },
    forgetBefore(time) {
      for (const [second, keys] of bySecond) {
        if (second * 1000 < time) {
          for (const key of split(keys)) all.delete(key);
          bySecond.delete(second);
        }
      }
    },
    toJSON: () => Object.fromEntries(bySecond),
  };
}

function* split(keys: string): Generator<string> {
  for (let at = 0; at < keys.length; at += keyLength) yield keys.slice(at, at + keyLength);
}
