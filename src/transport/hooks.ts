import type { RateLimit } from "../errors.ts";
import type { Keys } from "./credentials.ts";
import type { PreparedRequest } from "./request.ts";
import { shownHeaders, shownQuery } from "./shown-request.ts";

/** An attempt that is about to be sent. */
export interface RequestEvent {
  readonly method: string;
  /** Below `baseUrl`, without the query. */
  readonly path: string;
  /** As sent. The value of a parameter that the contract does not name, or that takes any text, is `[redacted]`. */
  readonly query: Readonly<Record<string, string>>;
  /** From 1. */
  readonly attempt: number;
}

/** The headers of a response have come; its body has not been read. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly rateLimit: RateLimit | undefined;
  /** Type, length, date, request id, rate limit and retry header; the value of any other is `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /** From the start of the attempt, in milliseconds. */
  readonly durationMs: number;
}

/** The call is about to wait and try again. */
export interface RetryEvent extends RequestEvent {
  /** How long it will wait, in milliseconds. */
  readonly delayMs: number;
  /** What went wrong, as a line of its own. */
  readonly reason: string;
}

/** Receives a line and an object with more: `console` fits, and so does pino, which shows the line alone. */
export interface Logger {
  debug(line: string, details: object): void;
  info(line: string, details: object): void;
  warn(line: string, details: object): void;
}

/**
 * Ways to watch the requests. None of them sees the key, a body, or a header or query parameter that is not known to
 * be harmless. They run synchronously; an error that one throws is not swallowed: the call is rejected with it.
 */
export interface HookOptions {
  /** Called before each attempt. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Called when the headers of a response have come, whatever its status. */
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

/** What hooks need of the client. It is passed in, for a bundler makes a file of its own of what an `import()` shares. */
export interface HookTools {
  readonly maskKeys: (text: string, keys: Keys) => string;
  readonly requestId: (response: Response) => string | undefined;
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
        const id = requestId(response);
        const event: ResponseEvent = {
          ...sent,
          status,
          requestId: id && maskKeys(id, keys),
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
