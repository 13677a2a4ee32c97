import { Np6ConfigError } from "../errors.ts";

/** The API key, or a function that returns it before every attempt, so that a rotated key is used at once. */
export type ApiKey = string | (() => string | Promise<string>);

/** The key to send, and earlier keys, because a server may still echo one of them. */
export type Keys = readonly [current: string, ...earlier: string[]];

/** A limit, because a new key for each request would fill the memory. */
const mostEarlier = 7;

/**
 * Checks a key that is not a function, and hides the key in a closure: no property holds it, so no inspector prints it.
 *
 * @throws Np6ConfigError if it is missing, empty or cannot be sent in a header.
 */
export function credentials(apiKey: ApiKey | undefined): () => Promise<Keys> {
  if (typeof apiKey !== "function") {
    const keys: Keys = [sendable(apiKey)];
    return async () => keys;
  }
  let keys: Keys | undefined;
  return async () => {
    const key = sendable(await apiKey());
    if (keys?.[0] === key) return keys;
    keys = [key, ...(keys ?? []).filter((other) => other !== key).slice(0, mostEarlier)];
    return keys;
  };
}

/** `fetch` would reject an invalid key too, but its message quotes the key; and it trims white space silently. */
function sendable(key: unknown): string {
  if (typeof key === "string" && key === key.trim() && /^[ -~\x80-\xff]+$/.test(key)) return key;
  throw new Np6ConfigError(
    "The API key (`apiKey`) is missing or not valid in a header (a line break at its end?). Is NP6_API_KEY set?",
  );
}

/**
 * Whether this is a page or a worker of a browser, where everybody can read the key. `WorkerGlobalScope` would not
 * tell: server-side runtimes have it too, and only browsers have `importScripts`.
 */
export function isBrowser(): boolean {
  return (
    ("window" in globalThis && "document" in globalThis) ||
    ("importScripts" in globalThis && !("Deno" in globalThis))
  );
}
