import { Np6Error } from "./np6-error.ts";

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
  /** Number of events handed out before the failure: none of them is lost or doubtful. */
  declare readonly eventsDelivered: number;

  constructor(message: string, details: { kind: StreamErrorKind; eventsDelivered: number; cause?: unknown }) {
    super(message, details);
  }
}
