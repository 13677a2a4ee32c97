import { Np6ConfigError } from "../errors.ts";
import { version } from "../shared/version.ts";

/**
 * The `User-Agent` of every request: this package, then what the caller adds.
 *
 * @throws Np6ConfigError if that cannot be sent in a header.
 */
export function userAgent(suffix = ""): string {
  if (!/^[ -~]*$/.test(suffix)) throw new Np6ConfigError("`userAgent` is unfit for a header.");
  return `np6-notification-events/${version} ${suffix}`.trim();
}
