import { keyLength } from "./event-key.ts";

/** Keys by the whole second (since 1970 UTC) that their events were published in, each second's in one text. */
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
  /** By second, since then a checkpoint is printed without a look at each key, and pruned without their times. */
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
