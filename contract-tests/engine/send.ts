import * as http from "node:http";
import * as https from "node:https";
import { security } from "../../generated/contract.js";
import { keyHeaderValue, keyOf } from "./endpoint.ts";
import type { ExchangeFailureKind, RequestPlan } from "./exchange.ts";
import type { ContractSettings } from "./settings.ts";

/** The response to one attempt. */
export interface WireResponse {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly failure?: { readonly kind: ExchangeFailureKind; readonly message: string } | undefined;
}

/**
 * Bytes of one response that the suite reads, decompressed; beyond, it narrows its window instead. More than 10,000 events, at
 * which many a server cuts its lists off, in less than 500 MB of memory for a run.
 */
export const maxBodyBytes: number = 6 * 1024 * 1024;
/** After a timeout, how long to look whether something came: a machine that stood still runs its timers before it reads. */
const graceMs = 250;
/**
 * How much longer than it may be idle a body may take. One that trickles in for longer is given up, and the run with it:
 * a server that never ends must not hold it.
 */
const bodyPatience = 3;

/** How every request of a run leaves: one connection, and one patience. */
export interface Route {
  readonly agent: http.Agent;
  /** Milliseconds until the headers, and between two chunks of a body. */
  readonly timeoutMs: number;
}

/**
 * The route to a server: one connection at a time, kept. It is the polite way to ask a production server, and the fastest
 * on loopback.
 *
 * A proxy of the environment is used where Node itself uses it (`NODE_USE_ENV_PROXY=1`), except for http: that is loopback
 * only, and the error page of a proxy would be mistaken for the server's own response.
 */
export function openRoute({ baseUrl, timeoutMs }: Pick<ContractSettings, "baseUrl" | "timeoutMs">): Route {
  const shared = { keepAlive: true, maxSockets: 1 };
  const { proxyEnv } = https.globalAgent.options;
  const agent = baseUrl.startsWith("https:")
    ? new https.Agent({ ...shared, ...(proxyEnv === undefined ? {} : { proxyEnv }) })
    : new http.Agent(shared);
  return { agent, timeoutMs };
}

/** Sends a planned request with its key. */
export function send(
  plan: RequestPlan,
  target: string,
  settings: ContractSettings,
  route: Route,
): Promise<WireResponse> {
  const key = keyOf(plan.key ?? "real", settings.apiKey);
  const headers = {
    accept: "application/json",
    ...Object.fromEntries(plan.headers ?? []),
    ...(key === undefined ? {} : { [plan.keyName ?? security.header]: keyHeaderValue(key) }),
  };
  return exchange(
    {
      url: new URL(settings.baseUrl + target),
      method: plan.method ?? "GET",
      headers,
      limit: plan.maxBodyBytes ?? maxBodyBytes,
    },
    route,
  );
}

/** A request, ready to be sent. */
export interface WireRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the body that are read. */
  readonly limit: number;
}

/**
 * Sends one request and reads its whole response.
 *
 * Over node:http instead of fetch: fetch hides what is judged here, such as repeated headers, the wire's compression,
 * a redirect, and the difference between a complete and a cut body.
 */
export function exchange(wire: WireRequest, route: Route): Promise<WireResponse> {
  return new Promise((resolve) => {
    const { url, method, headers, limit } = wire;
    const { agent, timeoutMs } = route;
    const { request } = url.protocol === "https:" ? https : http;
    const maxBodyMs = bodyPatience * timeoutMs;
    const chunks: Buffer[] = [];
    let size = 0;
    let response: http.IncomingMessage | undefined;
    let settled = false;
    const settle = (failure?: WireResponse["failure"]) => {
      if (settled) return;
      settled = true;
      clearTimeout(bodyTimer);
      clearTimeout(graceTimer);
      resolve({
        status: response?.statusCode,
        headers: headerPairs(response),
        body: Buffer.concat(chunks),
        failure,
      });
      // A whole response leaves its connection to the next request.
      if (failure) outgoing.destroy();
    };
    const outgoing = request(url, { method, agent, timeout: timeoutMs, headers });
    let bodyTimer: NodeJS.Timeout | undefined;
    let graceTimer: NodeJS.Timeout | undefined;
    outgoing.on("timeout", () => {
      const before = [response, size];
      graceTimer = setTimeout(() => {
        if (response === before[0] && size === before[1])
          settle({ kind: "timeout", message: `nothing arrived for ${timeoutMs / 1000} s` });
      }, graceMs);
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // A server may close an idle connection at any time, even as a request is on its way: that is sent again (RFC
      // 9112, section 9.3.1). On a new connection the same end is the server's response to the request.
      if (!response && outgoing.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? "")) {
        settled = true;
        resolve(exchange(wire, route));
        return;
      }
      settle({ kind: response ? "truncated" : "connection", message: error.code ?? "connection failed" });
    });
    outgoing.on("response", (incoming) => {
      response = incoming;
      bodyTimer = setTimeout(
        () => settle({ kind: "endless", message: `the body had not ended after ${maxBodyMs / 1000} s` }),
        maxBodyMs,
      );
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > limit) settle({ kind: "too-large", message: `more than ${limit} bytes` });
        else chunks.push(chunk);
      });
      incoming.on("end", () =>
        settle(incoming.complete ? undefined : { kind: "truncated", message: "the body ended early" }),
      );
      incoming.on("error", () =>
        settle({ kind: "truncated", message: "the connection broke inside the body" }),
      );
    });
    outgoing.end();
  });
}

function headerPairs(response: http.IncomingMessage | undefined): [string, string][] {
  const raw = response?.rawHeaders ?? [];
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([(raw[i] ?? "").toLowerCase(), raw[i + 1] ?? ""]);
  return pairs;
}
