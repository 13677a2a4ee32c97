/** The rate-limit headers of an answer. The vendor says they "may be provided" and documents no unit for the reset. */
export interface RateLimit {
  /** `X-RateLimit-Limit`: requests allowed in the current period. */
  readonly limit: number | undefined;
  /** `X-RateLimit-Remaining`: requests left in it. */
  readonly remaining: number | undefined;
  /** When it ends, from `X-RateLimit-Reset`, whose unit (seconds to go, epoch seconds or ms) is read off its magnitude. */
  readonly resetAt: Date | undefined;
}
