import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { keyHeader } from "../shared/testing/event-request.ts";
import type { TransportOptions } from "./options.ts";
import { prepareRequest } from "./request.ts";
import { hangUp, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";
import { guardedResponse } from "./transport-response.ts";

const key = "0123456789-synthetic-key";

/** Everything that a log, a report or a debugger could get out of a value. */
function everything(value: unknown): string {
  const texts: string[] = [];
  for (let error: unknown = value; error !== undefined && error !== null; error = Object(error).cause) {
    texts.push(String(error), String(Object(error).stack), JSON.stringify(error) ?? "");
    texts.push(inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }));
    for (const name of Reflect.ownKeys(Object(error))) texts.push(String(Reflect.get(Object(error), name)));
  }
  return texts.join("\n");
}

async function thrownBy(options: Partial<TransportOptions>): Promise<unknown> {
  const transport = createTransport({ apiKey: key, retry: false, ...options });
  const request = new Request(`${transport.baseUrl}/x`);
  try {
    const received = await transport.open(prepareRequest(transport.baseUrl, request));
    return received.response.ok
      ? await guardedResponse(received).text()
      : await transport.httpError(received);
  } catch (error) {
    return error;
  }
}

/** Errors as careless code between us and the network makes them. */
const careless: [string, TransportOptions["fetch"]][] = [
  [
    "quotes the header",
    async (_url, init) => {
      throw new TypeError(`"${new Headers(init.headers).get(keyHeader)}" is an invalid header value`);
    },
  ],
  [
    "attaches the request",
    async (url, init) => {
      throw Object.assign(new Error("failed"), { request: { url, init }, cause: init });
    },
  ],
  [
    "breaks the body with a telling error",
    async (_url, init) =>
      new Response(new ReadableStream({ pull: (c) => c.error(Object.assign(new Error("x"), init)) })),
  ],
  [
    "echoes it in an error response",
    async (_url, init) => {
      const sent = new Headers(init.headers).get(keyHeader) ?? "";
      const headers = { "x-request-id": sent, "x-echo": sent };
      return new Response(`{"X-Key":"${sent}"}`, { status: 400, statusText: sent, headers });
    },
  ],
  [
    "redirects to an address that contains it",
    async (_url, init) => {
      const sent = new Headers(init.headers).get(keyHeader);
      return new Response(null, {
        status: 302,
        headers: { location: `https://${sent}.example.com/?key=${sent}` },
      });
    },
  ],
];

describe("the key is in no error", () => {
  it.each(careless)("if a fetch %s", async (_what, fetch) => {
    const error = await thrownBy({ fetch });
    expect(error).toBeInstanceOf(Error);
    expect(everything(error)).not.toContain(key);
  });

  it("if the connection breaks", async () => {
    const server = await startServer(hangUp);
    const error = await thrownBy({ baseUrl: server.url });
    expect(error).toMatchObject({ code: "NP6_CONNECTION" });
    expect(Object(error).cause).toBeInstanceOf(TypeError);
    expect(everything(error)).not.toContain(key);
  });

  it("if it cannot be sent", async () => {
    const error = await thrownBy({ apiKey: () => `${key}\n` });
    expect(error).toMatchObject({ code: "NP6_CONFIG" });
    expect(everything(error)).not.toContain(key);
  });
});

it("an earlier key is in no error either, and no hook sees it, if a server echoes it to a later request", async () => {
  const earlier = "9876543210-synthetic-key";
  const keys = [earlier, key];
  const seen: unknown[] = [];
  const transport = createTransport({
    apiKey: () => keys.shift() ?? key,
    retry: { baseMs: 0 },
    onResponse: (event) => seen.push(event),
    onRetry: (event) => seen.push(event),
    fetch: async () => {
      const headers = { "x-request-id": earlier };
      return new Response(`{"expired":"${earlier}"}`, { status: 503, statusText: earlier, headers });
    },
  });
  const error = await transport.httpError(
    await transport.open(prepareRequest(transport.baseUrl, new Request(`${transport.baseUrl}/x`))),
  );
  expect(error).toMatchObject({ requestId: "[redacted]", body: '{"expired":"[redacted]"}' });
  expect(seen).toHaveLength(5);
  expect(everything([error, seen])).not.toContain(earlier);
});

it("no output of the transport shows the key", async () => {
  const fetch = async () => new Response("[]");
  const transport = createTransport({ apiKey: key, fetch });
  const request = new Request(`${transport.baseUrl}/x`);
  const response = await transport.fetch(request);
  expect(everything([transport, request, response])).not.toContain(key);
  expect(Object.keys(transport)).toEqual(["baseUrl", "open", "fetch", "httpError"]);
});

it("hooks and loggers never see the key", async () => {
  const seen: unknown[] = [];
  const log = (...facts: unknown[]) => seen.push(facts);
  for (const [, fetch] of careless) {
    const logger = { debug: log, info: log, warn: log };
    const hooks = { onRequest: log, onResponse: log, onRetry: log, logger };
    await thrownBy({ fetch, retry: { baseMs: 0 }, ...hooks });
  }
  expect(seen.length).toBeGreaterThan(20);
  expect(everything(seen)).not.toContain(key);
});
