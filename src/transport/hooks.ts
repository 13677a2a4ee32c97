import type { RateLimit } from "../errors.ts";
import type { Keys } from "./credentials.ts";
import type { PreparedRequest } from "./request.ts";
import { shownHeaders, shownQuery } from "./shown-request.ts";

/** An attempt that is about to be sent. */
export interface RequestEvent {
  readonly method: string;
  /** Below `baseUrl`, without the query. */
  readonly path: string;
  /**
   * The sent parameters. The value of a parameter that the contract does not name, or that takes any text, is
   * `[redacted]`.
   */
  readonly query: Readonly<Record<string, string>>;
  /** From 1. */
  readonly attempt: number;
}

/** The headers of a response have arrived; its body has not been read. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly rateLimit: RateLimit | undefined;
  /** Type, length, date, request id, rate limit and retry header; the value of any other is `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /** From the start of the attempt, in milliseconds. */
  readonly durationMs: number;
}

/** The call is about to wait and retry. */
export interface RetryEvent extends RequestEvent {
  /** How long it will wait, in milliseconds. */
  readonly delayMs: number;
  /** The reason of the retry, on one line. */
  readonly reason: string;
}

/** Receives a line and an object with details. `console` works, and so does pino, which shows only the line. */
export interface Logger {
  debug(line: string, details: object): void;
  info(line: string, details: object): void;
  warn(line: string, details: object): void;
}

/**
 * Hooks that watch the requests. They never get the key, a body, or the value of a header or query parameter that is
 * not known to be harmless. They run synchronously. If one throws, the call is rejected with its error.
 */
export interface HookOptions {
  /** Called before each attempt. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called when the headers of a response have arrived, whatever its status. */
  onResponse?: ((event: ResponseEvent) => void) | undefined;
  /** Called before each wait for another attempt. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
  /** Gets the same events: requests as `debug`, responses as `info`, retries as `warn`. Default: none. */
  logger?: Logger | undefined;
}

/** The hooks and the logger as one: makes the events, and keeps the key and everything unknown out of them. */
export interface Hooks {
  request(): void;
  response(response: Response, keys: Keys, durationMs: number): void;
  retry(delayMs: number, reason: string): void;
}

/**
 * The data of the client that hooks need. They are passed in, because a bundler makes a separate file of code that an
 * `import()` shares.
 */
export interface HookTools {
  readonly maskKeys: (text: string, keys: Keys) => string;
  readonly requestId: (response: Response, keys: Keys) => string | undefined;
  readonly rateLimit: (response: Response) => RateLimit | undefined;
  /** The query parameters of the contract. */
  readonly queryParameters: Readonly<Record<string, { readonly kind: string }>>;
}

/** Makes the hooks of an attempt. */
export type JoinHooks = (request: PreparedRequest, attempt: number) => Hooks;

/** Joins hooks and logger. */
export function hookJoiner(
  { onRequest, onResponse, onRetry, logger }: HookOptions,
  { maskKeys, requestId, rateLimit, queryParameters }: HookTools,
): JoinHooks {
  return ({ method, path, query }, attempt) => {
    const sent: RequestEvent = { method, path, query: shownQuery(query, queryParameters), attempt };
    return {
      request() {
        onRequest?.(sent);
        logger?.debug(`${method} ${path}: attempt ${attempt}`, sent);
      },
      response(response, keys, durationMs) {
        const { status, headers } = response;
        const event: ResponseEvent = {
          ...sent,
          status,
          requestId: requestId(response, keys),
          rateLimit: rateLimit(response),
          headers: shownHeaders(headers, (text) => maskKeys(text, keys)),
          durationMs,
        };
        onResponse?.(event);
        logger?.info(`${method} ${path}: ${status} after ${durationMs} ms`, event);
      },
      retry(delayMs, reason) {
        const event: RetryEvent = { ...sent, delayMs, reason };
        onRetry?.(event);
        logger?.warn(`${reason}; next attempt in ${delayMs} ms`, event);
      },
    };
  };
}
