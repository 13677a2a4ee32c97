/** What to do about a window that failed; `undefined`: give up. */
export interface Remedy {
  /** Whether a smaller window may fare better. */
  readonly split: boolean;
  /** Milliseconds to wait first, as the server asked; 0 if it didn't. */
  readonly waitMs: number;
}

/** What is read of the errors of the client. */
interface Failure {
  readonly code?: unknown;
  readonly kind?: unknown;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
}

/**
 * Tells failures that pass, or that a smaller window gets round, from those that don't. By `code`, for the client may
 * come from another copy of the package, and its errors from other classes.
 */
export function remedyFor(error: unknown): Remedy | undefined {
  const { code, kind, status = 0, retryAfterMs = 0 } = (error ?? {}) as Failure;
  const http = code === "NP6_HTTP";
  const slow = code === "NP6_TIMEOUT" || (http && (status === 408 || status >= 500));
  const cut = code === "NP6_STREAM" && (kind === "interrupted" || kind === "truncated");
  const busy = code === "NP6_CONNECTION" || (http && (status === 425 || status === 429));
  // Beyond what a timer can keep it would fire at once.
  const waitable = retryAfterMs <= 2_147_483_647;
  return (slow || cut || busy) && waitable ? { split: !busy, waitMs: retryAfterMs } : undefined;
}
