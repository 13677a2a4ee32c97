import { Np6Error } from "./np6-error.ts";

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
