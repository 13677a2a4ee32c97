import { server } from "../../generated/contract.js";
import { Np6ConfigError } from "../errors.ts";
import { version } from "../shared/version.ts";
import type { RequestBudget } from "./request-budget.ts";

/** A request, prepared once. Messages, hooks and `fetch` read its parts and parse nothing again. */
export interface PreparedRequest {
  readonly method: string;
  /** Path below `baseUrl`, without the query. Messages show it. */
  readonly path: string;
  /** The parameters that are sent. If a name occurs more than once, its last value. */
  readonly query: Readonly<Record<string, string>>;
  /** The whole address. It begins with `baseUrl`: nothing else gets the key. */
  readonly url: string;
  readonly headers?: Headers;
  readonly body?: Request["body"];
  readonly signal?: AbortSignal | undefined;
  /** The budget that its attempts wait for, instead of the client's own. */
  readonly budget?: RequestBudget | undefined;
}

/** Prepares a GET of a path below `baseUrl`. (To make a `Request` takes as long as half a small call.) */
export function prepareGet(
  baseUrl: string,
  path: string,
  query: Readonly<Record<string, string>> = {},
  signal?: AbortSignal | undefined,
): PreparedRequest {
  const search = String(new URLSearchParams(query));
  return { method: "GET", path, query, url: `${baseUrl}${path}${search && `?${search}`}`, signal };
}

/**
 * Prepares a request that someone else made.
 *
 * @throws Np6ConfigError if it would carry the key out of `baseUrl`.
 */
export function prepareRequest(baseUrl: string, request: Request): PreparedRequest {
  const { method, url, headers, body, signal } = request;
  const { origin, searchParams } = new URL(url);
  if (!url.startsWith(`${baseUrl}/`)) {
    throw new Np6ConfigError(`The API key goes to ${baseUrl} only, not to ${origin}.`);
  }
  const path = url.slice(baseUrl.length).replace(/[?#].*/, "");
  return { method, path, query: Object.fromEntries(searchParams), url, headers, body, signal };
}

/** Absent under jsdom, where a test may import this and never send anything. */
const PlatformRequest: typeof Request = globalThis.Request ?? Object;

/**
 * A `Request` that has the caller's own signal. A plain `Request` has its own signal, which follows the caller's
 * through a listener that stays until the request is garbage-collected. A signal that outlives its requests would
 * collect hundreds of them.
 */
export class TransportRequest extends PlatformRequest {
  override readonly signal: AbortSignal;

  constructor(input: RequestInfo | URL, { signal, ...init }: RequestInit = {}) {
    super(input, init);
    this.signal = signal ?? super.signal;
  }
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The address that every request starts with, without a slash at its end.
 *
 * @throws Np6ConfigError if it is not an absolute URL, is not encrypted, or has more than an origin and a path. The
 *   message never quotes it, because people put passwords into URLs.
 */
export function normaliseBaseUrl(baseUrl: string = server, allowInsecureHttp = false): string {
  if (URL.canParse(baseUrl)) {
    const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(baseUrl);
    const insecure = protocol === "http:" && (allowInsecureHttp || loopback.test(hostname));
    if ((protocol === "https:" || insecure) && !(username || password || search || hash)) {
      return (origin + pathname).replace(/\/+$/, "");
    }
  }
  throw new Np6ConfigError(
    "`baseUrl` must be an https URL (or see `allowInsecureHttp`) without credentials, query or fragment.",
  );
}

/**
 * The `User-Agent` of every request: this package, then what the caller adds.
 *
 * @throws Np6ConfigError if that cannot be sent in a header.
 */
export function userAgent(suffix = ""): string {
  if (!/^[ -~]*$/.test(suffix)) throw new Np6ConfigError("`userAgent` is not valid in a header.");
  return `np6-notification-events/${version} ${suffix}`.trim();
}
