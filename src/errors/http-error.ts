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
  /** The `x-request-id` header, by which the vendor's support traces a call (seen live on refusals). */
  declare readonly requestId: string | undefined;
  /** The rate-limit headers, where the answer has them. */
  declare readonly rateLimit: RateLimit | undefined;
  /** Milliseconds the server asks to wait, where it says so. */
  declare readonly retryAfterMs: number | undefined;
  /** First 8 KiB of the body as text; the key, e-mail addresses and digests are starred out. Often empty: the API's refusals mostly have no body. */
  declare readonly body: string;

  constructor(message: string, details: HttpErrorDetails) {
    const { status } = details;
    super(message, { ...details, kind: status >= 500 ? "server-error" : (kinds[status] ?? "other") });
  }
}
