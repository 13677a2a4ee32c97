/**
 * What every error of this package extends: `catch (e) { if (e instanceof Np6Error) … }`.
 *
 * Two copies of the package in one process have two of this class, so code that may meet both compares the
 * literal {@link Np6Error.code} instead. No error carries the API key: messages name only the method and the path.
 */
export abstract class Np6Error extends Error {
  /** Stable, machine-readable class of the error, such as `"NP6_HTTP"`. */
  abstract readonly code: string;

  /**
   * @param details The error's properties, and its `cause` where there is one. A subclass declares them: a field that it
   *   defined would be reset once this has set it.
   */
  constructor(message: string, details?: object) {
    super(message, details);
    Object.assign(this, details);
  }
}

/** Bad input, rejected before any request: a missing key, an id out of range, a date without a zone. */
export class Np6ConfigError extends Np6Error {
  override readonly name = "Np6ConfigError";
  readonly code = "NP6_CONFIG";
}

/** No HTTP response came: DNS, TLS, a refused or reset connection. Retried first; `cause` holds the platform's error. */
export class Np6ConnectionError extends Np6Error {
  override readonly name = "Np6ConnectionError";
  readonly code = "NP6_CONNECTION";
}

/**
 * Which clock ran out: `attempt`, from the request to the headers of its response; `idle`, between two chunks of the
 * body while one is awaited; `total`, the whole call with its retries and its body.
 */
export type TimeoutKind = "attempt" | "idle" | "total";

/** A deadline of the `timeout` option passed. */
export class Np6TimeoutError extends Np6Error {
  override readonly name = "Np6TimeoutError";
  readonly code = "NP6_TIMEOUT";
  /** Which of the three deadlines passed. */
  declare readonly kind: TimeoutKind;
  /** The deadline, in milliseconds. */
  declare readonly timeoutMs: number;

  constructor(message: string, details: { kind: TimeoutKind; timeoutMs: number }) {
    super(message, details);
  }
}

/**
 * The server answered with a redirect. It is not followed: `fetch` strips `Authorization` on the way to another
 * origin, but forwards a custom header such as `X-Key`.
 */
export class Np6RedirectError extends Np6Error {
  override readonly name = "Np6RedirectError";
  readonly code = "NP6_REDIRECT";
  /** HTTP status of the redirect; `undefined` in browsers, which hide it. */
  declare readonly status: number | undefined;
  /** Origin the server pointed to, without path or query; `undefined` where it is absent, malformed or hidden. */
  declare readonly location: string | undefined;

  constructor(message: string, details: { status?: number | undefined; location?: string | undefined } = {}) {
    super(message, details);
  }
}

/** The rate-limit headers of a response. The vendor says they "may be provided" and documents no unit for the reset. */
export interface RateLimit {
  /** `X-RateLimit-Limit`: requests allowed in the current period. */
  readonly limit: number | undefined;
  /** `X-RateLimit-Remaining`: requests left in it. */
  readonly remaining: number | undefined;
  /**
   * When it ends, from `X-RateLimit-Reset`. Its unit is read off its magnitude: below 10⁹ seconds to go, below 10¹¹
   * epoch seconds, else epoch milliseconds.
   */
  readonly resetAt: Date | undefined;
}

/** Class of an HTTP status, for `switch`. `bad-request` is 400 and 422; `server-error` every 5xx. */
export type HttpErrorKind =
  | "bad-request"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "rate-limited"
  | "server-error"
  | "other";

const kinds: Readonly<Record<number, HttpErrorKind>> = {
  400: "bad-request",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  422: "bad-request",
  429: "rate-limited",
};

/** What an {@link Np6HttpError} is made of. */
export interface HttpErrorDetails {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly retryAfterMs: number | undefined;
  readonly body: string;
}

/** The server answered with a status that is neither 2xx nor a redirect, and retrying did not help. */
export class Np6HttpError extends Np6Error {
  override readonly name = "Np6HttpError";
  readonly code = "NP6_HTTP";
  /** HTTP status code. */
  declare readonly status: number;
  /** Class of the status. */
  declare readonly kind: HttpErrorKind;
  /** The `x-request-id` header, by which the vendor's support traces a call (seen live on error responses). */
  declare readonly requestId: string | undefined;
  /** The rate-limit headers, where the response has them. */
  declare readonly rateLimit: RateLimit | undefined;
  /** Milliseconds the server asks to wait, where it says so. */
  declare readonly retryAfterMs: number | undefined;
  /** First 8 KiB of the body as text; the key, e-mail addresses and digests are starred out. Often empty: the API's error responses mostly have no body. */
  declare readonly body: string;

  constructor(message: string, details: HttpErrorDetails) {
    const { status } = details;
    super(message, { ...details, kind: status >= 500 ? "server-error" : (kinds[status] ?? "other") });
  }
}

/**
 * How the body failed: `truncated`, it ended before the closing `]`; `not-an-array`, its JSON is something else, or
 * it is no JSON at all from its first character; `malformed`, broken JSON inside or after the array; `encoding`,
 * invalid UTF-8; `too-large`, one element exceeds the limit; `interrupted`, the connection broke.
 */
export type StreamErrorKind =
  | "truncated"
  | "not-an-array"
  | "malformed"
  | "encoding"
  | "too-large"
  | "interrupted";

/** A body that is no complete JSON array. What was delivered before it is sound; what follows is unknown. */
export class Np6StreamError extends Np6Error {
  override readonly name = "Np6StreamError";
  readonly code = "NP6_STREAM";
  /** How the body failed. */
  declare readonly kind: StreamErrorKind;
  /** Number of events delivered before the failure: none of them is lost or doubtful. */
  declare readonly eventsDelivered: number;

  constructor(message: string, details: { kind: StreamErrorKind; eventsDelivered: number; cause?: unknown }) {
    super(message, details);
  }
}

/** One violation of the contract by an event. */
export interface ValidationIssue {
  /** JSON pointer into the event, such as `/source/detail/activation/id`. */
  readonly pointer: string;
  /** JSON Schema keyword that failed, such as `type` or `required`. */
  readonly rule: string;
  /** What was expected, in words. Never contains the value, which may be personal data. */
  readonly message: string;
}

/** An event of a known type does not match the contract. Thrown only when the client has a `validator`. */
export class Np6ValidationError extends Np6Error {
  override readonly name = "Np6ValidationError";
  readonly code = "NP6_VALIDATION";
  /** Position of the event in the response, from 0. */
  declare readonly index: number;
  /** Id of the event, where it has one. */
  declare readonly eventId: string | undefined;
  /** Every violation found; at least one. */
  declare readonly issues: readonly ValidationIssue[];

  constructor(
    message: string,
    details: { index: number; eventId: string | undefined; issues: readonly ValidationIssue[] },
  ) {
    super(message, details);
  }
}
