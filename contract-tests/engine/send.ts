import * as http from "node:http";
import * as https from "node:https";
import { security } from "../../generated/contract.js";
import { keyHeaderValue, keyOf } from "./endpoint.ts";
import type { ExchangeFailureKind, RequestPlan } from "./exchange.ts";
import type { ContractSettings } from "./settings.ts";

/** What came back for one attempt. */
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
export const bodyPatience = 3;

/**
 * Sends one request and reads its whole response.
 *
 * Over node:http instead of fetch: fetch hides what is judged here, such as repeated headers, the wire's compression,
 * a redirect, and the difference between a complete and a cut body.
 */
export function send(
  plan: RequestPlan,
  target: string,
  settings: ContractSettings,
  agent: http.Agent,
): Promise<WireResponse> {
  return new Promise((resolve) => {
    const url = new URL(settings.baseUrl + target);
    const { request } = url.protocol === "https:" ? https : http;
    const key = keyOf(plan.key ?? "real", settings.apiKey);
    const maxBodyMs = bodyPatience * settings.timeoutMs;
    const limit = plan.maxBodyBytes ?? maxBodyBytes;
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
    const outgoing = request(url, {
      method: plan.method ?? "GET",
      agent,
      timeout: settings.timeoutMs,
      headers: {
        accept: "application/json",
        ...Object.fromEntries(plan.headers ?? []),
        ...(key === undefined ? {} : { [plan.keyName ?? security.header]: keyHeaderValue(key) }),
      },
    });
    let bodyTimer: NodeJS.Timeout | undefined;
    let graceTimer: NodeJS.Timeout | undefined;
    outgoing.on("timeout", () => {
      const before = [response, size];
      graceTimer = setTimeout(() => {
        if (response === before[0] && size === before[1])
          settle({ kind: "timeout", message: `nothing came for ${settings.timeoutMs / 1000} s` });
      }, graceMs);
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // A server may close an idle connection at any time, even as a request is on its way: that is sent again (RFC
      // 9112, section 9.3.1). On a new connection the same end is the server's response to the request.
      if (!response && outgoing.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? "")) {
        settled = true;
        resolve(send(plan, target, settings, agent));
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
