import { Np6ConfigError } from "../errors.ts";
import { didYouMean } from "../shared/did-you-mean.ts";
import type { ApiKey } from "./credentials.ts";
import type { HookOptions } from "./hooks.ts";

/**
 * Deadlines in milliseconds, each from 1 to 2,147,483,647. None of them runs before an attempt is sent, while it waits for
 * `apiKey` or `maxRequestsPerSecond`: that is not the server's time.
 */
export interface TimeoutOptions {
  /** From the request to the headers of its response; retried. Default 30,000. */
  attempt?: number | undefined;
  /** Between two chunks of the body, while one is awaited: a slow consumer never trips it. Default 60,000. */
  idle?: number | undefined;
  /** The whole call, with its retries and its body. Off by default: how long a body takes depends on its size. */
  total?: number | undefined;
}

/**
 * How a GET is tried again after a connection failure, an attempt that timed out, or status 408, 425, 429, 500, 502,
 * 503 or 504. Nothing is retried once the headers of a good response are there.
 *
 * The wait is what the server asks for, or else random between 0 and the base, doubled with every retry up to 8 s
 * (full jitter, so that many clients don't come back at once).
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
  /** The API key. A function is called for every attempt; its own errors reach the caller as they are. */
  apiKey: ApiKey | undefined;
  /** Where the API is. Https, save on loopback. Default `https://api-cm.np6.com`. */
  baseUrl?: string | undefined;
  /** Sends a request in place of the global `fetch`, for a proxy or a test. It sees the key. */
  fetch?: Fetch | undefined;
  /** Limits of retrying, or `false` for none. Default: two retries. */
  retry?: false | RetryOptions | undefined;
  /**
   * Most requests a second that all queries of the client send together, retries included, spread evenly: a number from
   * 0.001. The others wait, in order. After a 429 or a response with `X-RateLimit-Remaining: 0`, none is sent for as long
   * as the server asks, 60 s at most, or for 1 s if it does not say. Default: no limit.
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
 * As much of a `Response` as all implementations agree about in their types. Its body must be a web stream: that of
 * node-fetch is none.
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
 * Rejects options of a wrong name, which would be ignored without a word, and of a wrong type.
 *
 * @param group What messages put before a name, such as `retry.`.
 * @param types What options may be, as `typeof` tells it: `string or function`. Those without one are not checked here.
 * @throws Np6ConfigError unless `given` is an object that has none but these names. It never shows a value, which may be a key.
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
 * The numbers given, and the defaults for those that are not.
 *
 * @param others What else may be given, as {@link checkOptions} takes it.
 * @throws Np6ConfigError for another name, and unless each is from `min` to the longest delay that a timer can keep: beyond it fires at once.
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
