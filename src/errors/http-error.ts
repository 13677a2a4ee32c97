import type { RateLimit } from "../transport/rate-limit.ts";
import { Np6Error } from "./np6-error.ts";

/** Class of an HTTP status, for `switch`. `bad-request` is 400 and 422; `server-error` every 5xx. */
export type HttpErrorKind =
  | "bad-request"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "rate-limited"
  | "server-error"
  | "other";

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
  readonly status: number;
  /** Class of the status. */
  readonly kind: HttpErrorKind;
  /** The `x-request-id` header, by which the vendor's support traces a call (seen live on refusals). */
  readonly requestId: string | undefined;
  /** The rate-limit headers, where the answer has them. */
  readonly rateLimit: RateLimit | undefined;
  /** Milliseconds the server asks to wait, where it says so. */
  readonly retryAfterMs: number | undefined;
  /** First 8 KiB of the body as text; the key, e-mail addresses and digests are starred out. Often empty: the API's refusals mostly have no body. */
  readonly body: string;

  constructor(message: string, details: HttpErrorDetails) {
    super(message);
    this.status = details.status;
    this.kind = httpErrorKind(details.status);
    this.requestId = details.requestId;
    this.rateLimit = details.rateLimit;
    this.retryAfterMs = details.retryAfterMs;
    this.body = details.body;
  }
}

function httpErrorKind(status: number): HttpErrorKind {
  if (status >= 500) return "server-error";
  switch (status) {
    case 400:
    case 422:
      return "bad-request";
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not-found";
    case 429:
      return "rate-limited";
    default:
      return "other";
  }
}
