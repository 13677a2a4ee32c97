import { Np6ConfigError } from "../errors.ts";

const production = "https://api-cm.np6.com";
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The address that every request starts with, without a slash at its end.
 *
 * @throws Np6ConfigError if it is no absolute URL, is not encrypted, or has more than an origin and a path. The
 *   message never quotes it: people put passwords into URLs.
 */
export function normaliseBaseUrl(baseUrl: string = production, allowInsecureHttp = false): string {
  if (URL.canParse(baseUrl)) {
    const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(baseUrl);
    const insecure = protocol === "http:" && (allowInsecureHttp || loopback.test(hostname));
    if ((protocol === "https:" || insecure) && !(username || password || search || hash)) {
      return (origin + pathname).replace(/\/+$/, "");
    }
  }
  throw new Np6ConfigError(
    "`baseUrl` must be a https address (or see `allowInsecureHttp`) without credentials, query or fragment.",
  );
}

/**
 * The path of a request as messages show it: below `baseUrl`, without its query.
 *
 * @throws Np6ConfigError if the request would carry the key out of `baseUrl`.
 */
export function pathWithin(baseUrl: string, url: string): string {
  if (url.startsWith(`${baseUrl}/`)) return url.slice(baseUrl.length).replace(/[?#].*/, "");
  throw new Np6ConfigError(`The API key goes to ${baseUrl} only, not to ${new URL(url).origin}.`);
}
