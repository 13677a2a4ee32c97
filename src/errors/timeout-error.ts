import { Np6Error } from "./np6-error.ts";

/**
 * Which clock ran out: `attempt`, from the request to the headers of its answer; `idle`, between two chunks of the
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
