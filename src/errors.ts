/**
 * The base class of every error of this package: `catch (e) { if (e instanceof Np6Error) … }`.
 *
 * Two copies of the package in one process have two such classes, so code that may meet both should compare the literal
 * {@link Np6Error.code} instead. No error contains the API key: messages name only the method and the path.
 */
export abstract class Np6Error extends Error {
  /** Stable, machine-readable class of the error, such as `"NP6_HTTP"`. */
  abstract readonly code: string;

  /**
   * @param details The error's properties, and its `cause` if there is one. A subclass only declares them, because
   *   defining a field would reset the value that this constructor sets.
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

/**
 * There was no HTTP response: DNS, TLS, a refused or reset connection. The client retries first. `cause` is the
 * platform's error.
 */
export class Np6ConnectionError extends Np6Error {
  override readonly name = "Np6ConnectionError";
  readonly code = "NP6_CONNECTION";
}

/**
 * Which deadline passed: `attempt`, from the request to the headers of its response; `idle`, between two chunks of the
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
 * The server responded with a redirect. The client does not follow it, because `fetch` strips `Authorization` on the
 * way to another origin, but forwards a custom header such as `X-Key`.
 */
export class Np6RedirectError extends Np6Error {
  override readonly name = "Np6RedirectError";
  readonly code = "NP6_REDIRECT";
  /** HTTP status of the redirect; `undefined` in browsers, which hide it. */
  declare readonly status: number | undefined;
  /** Origin of the redirect, without path or query; `undefined` if it is absent, malformed or hidden. */
  declare readonly location: string | undefined;

  constructor(message: string, details: { status?: number | undefined; location?: string | undefined } = {}) {
    super(message, details);
  }
}

/** The rate-limit headers of a response. The vendor says they "may be provided" and documents no unit for the reset. */
export interface RateLimit {
  /** `X-RateLimit-Limit`: requests allowed in the current period. */
  readonly limit: number | undefined;
  /** `X-RateLimit-Remaining`: requests left in the current period. */
  readonly remaining: number | undefined;
  /**
   * When the period ends, from `X-RateLimit-Reset`. Its size shows its unit: below 10⁹ it is seconds to go, below 10¹¹
   * epoch seconds, otherwise epoch milliseconds.
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

/** The details of an {@link Np6HttpError}. */
export interface HttpErrorDetails {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly rateLimit: RateLimit | undefined;
  readonly retryAfterMs: number | undefined;
  readonly body: string;
}

/** The server responded with a status that is neither 2xx nor a redirect, and retrying did not help. */
export class Np6HttpError extends Np6Error {
  override readonly name = "Np6HttpError";
  readonly code = "NP6_HTTP";
  /** HTTP status code. */
  declare readonly status: number;
  /** Class of the status. */
  declare readonly kind: HttpErrorKind;
  /** The `x-request-id` header, by which the vendor's support traces a call (seen live on error responses). */
  declare readonly requestId: string | undefined;
  /** The rate-limit headers, if the response has them. */
  declare readonly rateLimit: RateLimit | undefined;
  /** Milliseconds that the server asks to wait, if it says so. */
  declare readonly retryAfterMs: number | undefined;
  /** First 8 KiB of the body as text; the key, e-mail addresses and digests are starred out. Often empty: the API's error responses mostly have no body. */
  declare readonly body: string;

  constructor(message: string, details: HttpErrorDetails) {
    const { status } = details;
    super(message, { ...details, kind: status >= 500 ? "server-error" : (kinds[status] ?? "other") });
  }
}

/**
 * How the body failed: `truncated`, it ended before the closing `]`; `not-an-array`, it is another JSON value or not
 * JSON from its first character on; `malformed`, invalid JSON inside or after the array; `encoding`, invalid UTF-8;
 * `too-large`, one element exceeds the limit; `interrupted`, the connection broke.
 */
export type StreamErrorKind =
  | "truncated"
  | "not-an-array"
  | "malformed"
  | "encoding"
  | "too-large"
  | "interrupted";

/** The body is not a complete JSON array. Events that were delivered before are valid; the rest is unknown. */
export class Np6StreamError extends Np6Error {
  override readonly name = "Np6StreamError";
  readonly code = "NP6_STREAM";
  /** How the body failed. */
  declare readonly kind: StreamErrorKind;
  /** Number of events delivered before the failure. All of them are valid. */
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
  /** The expected value, in words. It never contains the actual value, which may be personal data. */
  readonly message: string;
}

/** An event of a known type does not match the contract. Thrown only when the client has a `validator`. */
export class Np6ValidationError extends Np6Error {
  override readonly name = "Np6ValidationError";
  readonly code = "NP6_VALIDATION";
  /** Position of the event in the response, from 0. */
  declare readonly index: number;
  /** Id of the event, if it has one. */
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
