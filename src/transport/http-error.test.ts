import { describe, expect, it } from "vitest";
import { eventsPath, keySent } from "../shared/testing/event-request.ts";
import { prepareGet, prepareRequest, TransportRequest } from "./request.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { begin, respond, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const path = eventsPath("activations");
const key = "0123-synthetic-key";

async function failure(url: string, init?: RequestInit) {
  const clock = manualPlatform();
  const transport = createTransport({ apiKey: key, baseUrl: url, retry: false }, clock);
  const request = new TransportRequest(`${url}${path}?start=1`, init);
  const received = await transport.open(prepareRequest(transport.baseUrl, request));
  return { clock, error: transport.httpError(received) };
}

describe("httpError", () => {
  it("names the request, the response and details for support", async () => {
    const headers = { "retry-after": "12", "x-request-id": "abc", "x-ratelimit-limit": "5" };
    const server = await startServer(respond(429, headers, '{"message":"slow down"}'));
    expect(await (await failure(server.url)).error).toMatchObject({
      message: `GET ${path}: 429 Too Many Requests, retry after 12 s (request id abc)`,
      status: 429,
      kind: "rate-limited",
      retryAfterMs: 12_000,
      requestId: "abc",
      rateLimit: { limit: 5, remaining: undefined, resetAt: undefined },
      body: '{"message":"slow down"}',
    });
  });

  it("stars out e-mail addresses and digests", async () => {
    const server = await startServer(respond(400, {}, '{"unicity":"someone@example.com","id":7}'));
    expect(await (await failure(server.url)).error).toHaveProperty(
      "body",
      '{"unicity":"*******************","id":7}',
    );
  });

  it("leaves out what the response lacks", async () => {
    const server = await startServer(respond(404));
    const { clock, error } = await failure(server.url);
    expect(await error).toMatchObject({
      message: `GET ${path}: 404 Not Found`,
      requestId: undefined,
      rateLimit: undefined,
      retryAfterMs: undefined,
      body: "",
    });
    expect(clock.pending()).toEqual([]);
  });

  it("has no body where the response has none", async () => {
    const server = await startServer(respond(404, { "content-length": "0" }));
    expect((await (await failure(server.url)).error).body).toBe("");
  });

  it("joins a character that two chunks share", async () => {
    const [first, second] = [Buffer.from("caf\u00e9").subarray(0, 4), Buffer.from("caf\u00e9").subarray(4)];
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(first);
        controller.enqueue(second);
        controller.close();
      },
    });
    const fetch = async () => new Response(body, { status: 400 });
    const transport = createTransport({ apiKey: key, fetch });
    const received = await transport.open(prepareGet(transport.baseUrl, "/x"));
    expect((await transport.httpError(received)).body).toBe("caf\u00e9");
  });

  it.each([401, 403])("hints at the key on %i", async (status) => {
    const server = await startServer(respond(status));
    expect((await (await failure(server.url)).error).message).toContain("; check the API key");
  });

  it("needs no status text, which HTTP/2 does not have", async () => {
    const transport = createTransport({ apiKey: key, fetch: async () => new Response("x", { status: 400 }) });
    const request = new Request(`${transport.baseUrl}/x`);
    const error = await transport.httpError(await transport.open(prepareRequest(transport.baseUrl, request)));
    expect(error.message).toBe("GET /x: 400");
  });

  it("masks the key where the server echoes it", async () => {
    const echo = (_request: unknown, response: import("node:http").ServerResponse) =>
      response.writeHead(400, `Bad ${key}`, { "x-request-id": `id ${key}` }).end(`{"key":"${key}"}`);
    const server = await startServer(echo);
    const error = await (await failure(server.url)).error;
    expect(error.message).toContain("400 Bad [redacted] (request id id [redacted])");
    expect(error.body).toBe('{"key":"[redacted]"}');
    expect(error.requestId).toBe("id [redacted]");
  });

  it("masks the key that this request was sent with, not a later one", async () => {
    const server = await startServer((request, response) =>
      response.writeHead(400).end(keySent(request.headers)),
    );
    let rotation = 0;
    const transport = createTransport({ apiKey: () => `rotated-${++rotation}`, baseUrl: server.url });
    const request = new Request(`${server.url}/x`);
    const [first, second] = [
      await transport.open(prepareRequest(transport.baseUrl, request)),
      await transport.open(prepareRequest(transport.baseUrl, request)),
    ];
    expect((await transport.httpError(first)).body).toBe("[redacted]");
    expect((await transport.httpError(second)).body).toBe("[redacted]");
  });

  it("reads 8 KiB at most and frees the connection", async () => {
    const server = await startServer(begin(["x".repeat(8 * 1024)]));
    const error = await (await failure(server.url)).error;
    expect(error.body).toMatch(/^x{7000,8192}$/);
    await server.closed(0);
    const generous = await startServer(respond(400, {}, "x".repeat(20_000)));
    expect((await (await failure(generous.url)).error).body).toMatch(/^x{7000,8192}$/);
  });

  it("shows no part of a key that the limit cuts in two", async () => {
    for (const kept of [1, 9, key.length - 1]) {
      const server = await startServer(respond(400, {}, "x".repeat(8 * 1024 - kept) + key));
      const error = await (await failure(server.url)).error;
      expect(error.body).toMatch(/^x+$/);
    }
  });

  it("shows no part of a key that the limit cuts in two as a URL spells it, six times as long", async () => {
    const latin = "\u00e9".repeat(18);
    const text = `${"x".repeat(8 * 1024 - 100)}${encodeURIComponent(latin)}`;
    const fetch = async () => new Response(text, { status: 400 });
    const transport = createTransport({ apiKey: latin, fetch });
    const received = await transport.open(prepareGet(transport.baseUrl, "/x"));
    expect((await transport.httpError(received)).body).toMatch(/^x+$/);
  });

  it("waits 5 seconds in all for a slow body and keeps what arrived", async () => {
    const chunks = [new TextEncoder().encode("x".repeat(200) + key.slice(0, 9))];
    let [stalled, cancelled] = [() => {}, () => {}];
    const stall = new Promise<void>((resolve) => {
      stalled = resolve;
    });
    const cancel = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.pop();
        if (!chunk) return stalled();
        controller.enqueue(chunk);
      },
      cancel: cancelled,
    });
    const clock = manualPlatform();
    const fetch = async () => new Response(body, { status: 400 });
    const transport = createTransport({ apiKey: key, fetch }, clock);
    const request = new Request(`${transport.baseUrl}/x`);
    const error = transport.httpError(await transport.open(prepareRequest(transport.baseUrl, request)));
    await stall;
    await clock.fire(5_000);
    expect((await error).body).toMatch(/^x{50,200}$/);
    await cancel;
    expect(clock.pending()).toEqual([]);
  });

  it("keeps what arrived before the connection broke, without a part of a key at its end", async () => {
    const chunks = [new TextEncoder().encode("x".repeat(500) + key.slice(0, 9))];
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.pop();
        if (chunk) controller.enqueue(chunk);
        else controller.error(new TypeError("terminated"));
      },
    });
    const transport = createTransport({
      apiKey: key,
      fetch: async () => new Response(body, { status: 400 }),
    });
    const request = new Request(`${transport.baseUrl}/x`);
    const error = await transport.httpError(await transport.open(prepareRequest(transport.baseUrl, request)));
    expect(error.body).toMatch(/^x{300,500}$/);
  });

  it("rejects with the signal's reason if the caller gives up meanwhile", async () => {
    const controller = new AbortController();
    const server = await startServer(begin(["x"]));
    const { error } = await failure(server.url, { signal: controller.signal });
    controller.abort("enough");
    await expect(error).rejects.toBe("enough");
    await server.closed(0);
  });
});
