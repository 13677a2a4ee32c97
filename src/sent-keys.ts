import type { ApiKey } from "./transport/index.ts";
import { maskKey } from "./transport/redaction.ts";

/** Knows the keys that were sent, so that what a server echoes gets into no message. */
export interface SentKeys {
  /** To be given to the transport in place of the caller's. */
  readonly apiKey: ApiKey | undefined;
  /** Whether a text from the server may be shown: no key begins in it. (Its end may be missing in an excerpt.) */
  mayShow(text: string): boolean;
}

/** Takes note of every key: an answer that was asked for with an earlier one may still be under way. */
export function sentKeys(apiKey: ApiKey | undefined): SentKeys {
  const keys = new Set<string>();
  const note = (key: string): string => {
    keys.add(key);
    return key;
  };
  return {
    apiKey: typeof apiKey === "function" ? async () => note(await apiKey()) : apiKey && note(apiKey),
    mayShow: (text) => [...keys].every((key) => maskKey(text, key.slice(0, 6)) === text),
  };
}
