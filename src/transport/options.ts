import { Np6ConfigError } from "../errors.ts";
import { didYouMean } from "../shared/did-you-mean.ts";
import type { ApiKey } from "./credentials.ts";
import type { HookOptions } from "./hooks.ts";

/**
 * Deadlines in milliseconds, each from 1 to 2,147,483,647. None of them runs while an attempt waits for `apiKey` or
 * `maxRequestsPerSecond`, because the server does not cause that wait. Node's own `fetch` gives up after 300 s without headers
 * or without a chunk, so a longer `attempt` or `idle` needs another `fetch`.
 */
export interface TimeoutOptions {
  /** From the request to the headers of its response; retried. Default 30,000. */
  attempt?: number | undefined;
  /** Between two chunks of the body, while one is awaited. A slow consumer never triggers it. Default 60,000. */
  idle?: number | undefined;
  /** The whole call, with its retries and its body. Off by default, because the time for a body depends on its size. */
  total?: number | undefined;
}

/**
 * How the client retries a GET after a connection failure, an attempt that timed out, or status 408, 425, 429, 500,
 * 502, 503 or 504. It never retries after the headers of a 2xx response have arrived.
 *
 * It waits as long as the server asks. Otherwise the wait is random between 0 and the base, which doubles with every
 * retry up to 8 s (full jitter, so that many clients don't retry at once).
 */
export interface RetryOptions {
  /** Retries after the first attempt, a whole number. Default 2. */
  limit?: number | undefined;
  /** First back-off, in milliseconds. Default 200. */
  baseMs?: number | undefined;
  /** First back-off after a 429, in milliseconds. Default 1,000. */
  throttledBaseMs?: number | undefined;
  /**
   * Longest wait that the server may ask for, in milliseconds. If it asks for more, the call fails at once and its
   * error has `retryAfterMs`. Default 60,000.
   */
  maxRetryAfterMs?: number | undefined;
}

/** How requests are made. */
export interface TransportOptions extends HookOptions {
  /** The API key. A function is called for every attempt; its errors reach the caller unchanged. */
  apiKey: ApiKey | undefined;
  /** Address of the API: https, except on loopback. Default `https://api-cm.np6.com`. */
  baseUrl?: string | undefined;
  /** Sends requests instead of the global `fetch`, for a proxy or a test. It gets the key. */
  fetch?: Fetch | undefined;
  /** Limits of retrying, or `false` for none. Default: two retries. */
  retry?: false | RetryOptions | undefined;
  /**
   * Most requests a second that all queries of the client send together, retries included, spread evenly: a number from
   * 0.001. The others wait, in order. After a 429 or a response with `X-RateLimit-Remaining: 0`, the client sends none
   * for as long as the server asks, 60 s at most, or for 1 s if it gives no time. Default: no limit.
   */
  maxRequestsPerSecond?: number | undefined;
  /** Deadlines, in milliseconds. */
  timeout?: TimeoutOptions | undefined;
  /** Accept a `baseUrl` that is not https: the key then travels unencrypted. Default `false`. */
  allowInsecureHttp?: boolean | undefined;
  /** Run in a browser, where everyone who opens the page can read the key. Default `false`. */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Appended to the `User-Agent` of the package, such as `my-app/1.0`. Browsers keep their own. Default: nothing. */
  userAgent?: string | undefined;
}

/**
 * Sends a request: the global `fetch`, undici's, or a function around one of them, without a cast.
 *
 * @param init Made anew for each attempt; its headers contain the key.
 */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly signal: AbortSignal;
    readonly redirect: "manual";
    readonly cache?: "no-store";
    readonly body?: ReadableStream<Uint8Array>;
    readonly duplex?: "half";
  },
) => Promise<FetchResponse>;

/**
 * The part of a `Response` whose types are the same in all implementations. Its body must be a web stream; that of
 * node-fetch is not.
 */
export interface FetchResponse
  extends Pick<
    Response,
    | "arrayBuffer"
    | "bodyUsed"
    | "json"
    | "ok"
    | "redirected"
    | "status"
    | "statusText"
    | "text"
    | "type"
    | "url"
  > {
  readonly headers: Pick<Headers, "get"> & Iterable<[string, string]>;
  readonly body: {
    cancel(reason?: unknown): Promise<void>;
    getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, "cancel" | "read" | "releaseLock">;
  } | null;
}

/**
 * Rejects options with a wrong name, which would be silently ignored, or with a wrong type.
 *
 * @param group The text before a name in messages, such as `retry.`.
 * @param types The allowed `typeof` of each option, such as `string or function`. Options with an empty text are not
 *   checked here.
 * @throws Np6ConfigError unless `given` is an object that has only these names. It never shows a value, which may be a
 *   key.
 */
export function checkOptions(
  group: string,
  given: unknown,
  types: Readonly<Record<string, string>>,
  names: readonly string[] = Object.keys(types),
): void {
  const all = names.join(", ");
  const options: Record<string, unknown> = Object(given);
  if (options !== given) {
    throw new Np6ConfigError(`\`${group.slice(0, -1) || "options"}\` must be an object with ${all}.`);
  }
  // Own names alone: an `AbortController` passes for `{ signal }`, although it has `abort`, too.
  for (const name of Object.keys(options)) {
    const type = types[name];
    const value = options[name];
    if (!names.includes(name)) {
      throw new Np6ConfigError(
        `\`${group}${name.replace(/\s+/g, " ")}\` is no option; there are ${all}.${didYouMean(name, names)}`,
      );
    }
    if (type && value !== undefined && !type.includes(typeof value))
      throw new Np6ConfigError(`\`${group}${name}\` must be of type ${type}.`);
  }
}

/**
 * The given numbers, and defaults for the others.
 *
 * @param others Other allowed options, as {@link checkOptions} takes them.
 * @throws Np6ConfigError for another name, and unless each is from `min` to the longest delay of a timer; a longer one
 *   would fire at once.
 */
export function numbers<Name extends string>(
  group: string,
  given: { readonly [N in NoInfer<Name>]?: number | undefined },
  defaults: Readonly<Record<Name, number>>,
  min: number,
  others: Readonly<Record<string, string>> = {},
): Record<Name, number> {
  checkOptions(group, given, others, Object.keys({ ...others, ...defaults }));
  const merged: Record<Name, number> = { ...defaults };
  for (const name in defaults) {
    const value = given[name] ?? defaults[name];
    if (value !== defaults[name] && !(typeof value === "number" && value >= min && value <= 2_147_483_647)) {
      throw new Np6ConfigError(`\`${group}${name}\` must be a number from ${min} to 2147483647.`);
    }
    merged[name] = value;
  }
  return merged;
}
