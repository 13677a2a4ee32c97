import { type EventKind, security } from "../../generated/contract.js";

/** Which key a request carries. All but `real` must be rejected. */
export type KeyVariant =
  | "real"
  | "none"
  | "empty"
  | "wrong"
  | "other-start"
  | "wildcard"
  | "truncated"
  | "extended"
  | "prefixed"
  | "other-case"
  | "in-query";

/** Names under which APIs take a key from the query; all are tried in one request. */
export const queryKeyNames: readonly string[] = [security.header, "key", "api_key", "apikey"];

/** A request to make: what the probe varies, everything else being the ordinary call. */
export interface RequestPlan {
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly method?: "GET" | "HEAD" | "POST";
  /** In place of the notification's own id. */
  readonly id?: string;
  readonly key?: KeyVariant;
  /** `plain`: colons stand as they are, as RFC 3986, section 3.4 allows; otherwise all that can be escaped is. */
  readonly encoding?: "plain";
  /** How the name of the key's header is written. Default: as in the contract. */
  readonly keyName?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** In place of the endpoint's path. */
  readonly path?: string;
  /** Bytes of the body to read. If the status alone decides, more are not needed. */
  readonly maxBodyBytes?: number;
  /** Sent by the client of this package instead of by the suite. */
  readonly throughClient?: boolean;
}

/** The result of our own client for a response, beside the response itself. */
export interface ClientView {
  /** Method, path and query as the client sent them. */
  readonly request: string;
  /** Whether the real key stood in the header, and nowhere else. */
  readonly keySent: boolean;
  /** Whether it delivered the very events of the body, or for a body without a list an error of its own. */
  readonly agrees: boolean;
}

/** The window and the order that a request asks for, whatever the form of its query; bounds in epoch milliseconds. */
export interface Asked {
  /** `undefined` where it is not sent, or is no instant. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly sort?: "asc" | "desc" | undefined;
}

/** How an exchange broke off: `endless`, it kept sending until our patience ended; `too-large` is our own limit too. */
export type ExchangeFailureKind = "connection" | "timeout" | "truncated" | "endless" | "too-large";

/** One recorded request and its response. The engine judges nothing but these, so a recording can be judged again. */
export interface Exchange {
  readonly kind: EventKind;
  readonly plan: RequestPlan;
  /** Path and query as sent; a key in the query is masked. */
  readonly target: string;
  /** `undefined` if there was no response. */
  readonly status: number | undefined;
  /** In the order received, names in lower case, duplicates kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As on the wire, before content decoding; complete unless `failure` says otherwise. */
  readonly body: Uint8Array;
  /** How many bytes of body came over the wire; a recording holds others. */
  readonly bodyBytes: number;
  /** When it was asked for, epoch milliseconds: what "now" means to a judgment, today and in a replay. */
  readonly sentAt: number;
  readonly durationMs: number;
  readonly failure?: { readonly kind: ExchangeFailureKind; readonly message: string } | undefined;
  /** How many 429 responses came before this one. They are no verdict; the request was repeated. */
  readonly throttled: number;
  /** Headers of the last of those 429 responses. */
  readonly throttledHeaders: readonly (readonly [name: string, value: string])[];
  /** The result of our client, if it sent the request. */
  readonly client?: ClientView | undefined;
}

/** An exchange without its body: what is kept of it to the end of a run, beside what the body says. */
export type ExchangeHead = Omit<Exchange, "body">;

/** True for a request that tells a mock what to respond. Then even a 429 says nothing about the server. */
export function asksForExample(plan: RequestPlan): boolean {
  return plan.headers?.some(([name]) => name === "prefer") ?? false;
}

/** True for a GET of the notification's events that the real key should open. (Of what may be rejected, the beginning is read.) */
export function isOrdinary(plan: RequestPlan): boolean {
  const { key, id, path, method, maxBodyBytes } = plan;
  return [key, id, path, method, maxBodyBytes].every((part) => part === undefined) && !asksForExample(plan);
}
