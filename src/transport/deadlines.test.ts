import { describe, expect, it } from "vitest";
import { Np6TimeoutError } from "../errors.ts";
import type { TransportOptions } from "./options.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { begin, respond, silence, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

function start(url: string, options: Partial<TransportOptions> = {}) {
  const clock = manualPlatform();
  const transport = createTransport({ apiKey: "k", baseUrl: url, ...options }, clock);
  return { clock, fetched: transport.fetch(new Request(`${url}/x`)) };
}

describe("the deadline of an attempt", () => {
  it("ends with the headers", async () => {
    const server = await startServer(begin(["[", "1]"], (response) => response.end()));
    const { clock, fetched } = start(server.url);
    const response = await fetched;
    expect(clock.pending()).toEqual([]);
    expect(await response.json()).toEqual([1]);
    expect(clock.pending()).toEqual([]);
  });

  it("is retried, then thrown, and frees the connections", async () => {
    const server = await startServer(silence);
    const { clock, fetched } = start(server.url, { retry: { limit: 1 } });
    const error = caught(fetched);
    await server.received(0);
    await clock.fire(30_000);
    await clock.fire(100);
    await server.received(1);
    await clock.fire(30_000);
    expect(await error).toBeInstanceOf(Np6TimeoutError);
    expect(await error).toMatchObject({
      kind: "attempt",
      timeoutMs: 30_000,
      message: "GET /x: took longer than timeout.attempt, 30000 ms",
    });
    await Promise.all([server.closed(0), server.closed(1)]);
    expect(clock.pending()).toEqual([]);
  });

  it("lets a later attempt succeed", async () => {
    const server = await startServer(silence, respond(200, {}, "[2]"));
    const { clock, fetched } = start(server.url, { timeout: { attempt: 5_000 } });
    await server.received(0);
    await clock.fire(5_000);
    await clock.fire(100);
    expect(await (await fetched).json()).toEqual([2]);
  });

  it("does not cover the wait for the key, which only the caller's signal ends", async () => {
    const controller = new AbortController();
    let calls = 0;
    let giveKey = (_key: string): void => {};
    const clock = manualPlatform();
    const transport = createTransport(
      {
        apiKey: () =>
          new Promise<string>((resolve) => {
            giveKey = resolve;
          }),
        fetch: async () => new Response(String(++calls)),
      },
      clock,
    );
    const error = caught(transport.fetch(new Request(`${transport.baseUrl}/x`, controller)));
    await new Promise(setImmediate);
    expect(clock.pending()).toEqual([]);
    controller.abort("enough");
    expect(await error).toBe("enough");
    giveKey("k");
    await new Promise(setImmediate);
    expect(calls).toBe(0);
  });

  it("applies to a fetch that ignores it, whose late response is dropped", async () => {
    let answerLate = (_response: Response): void => {};
    const fetch = () =>
      new Promise<Response>((resolve) => {
        answerLate = resolve;
      });
    const { clock, fetched } = start("https://api.example.com", { retry: false, fetch });
    const error = caught(fetched);
    await new Promise(setImmediate);
    await clock.fire(30_000);
    expect(await error).toMatchObject({ kind: "attempt" });
    await new Promise((cancel) => answerLate(new Response(new ReadableStream({ cancel }))));
  });
});

describe("the idle deadline", () => {
  it("runs only while a chunk is awaited", async () => {
    const server = await startServer(begin(["[1"]));
    const { clock, fetched } = start(server.url);
    const reader = (await fetched).body?.getReader();
    expect(clock.pending()).toEqual([]);
    await reader?.read();
    expect(clock.pending()).toEqual([]);
    const next = caught(Promise.resolve(reader?.read()));
    await clock.fire(60_000);
    expect(await next).toBeInstanceOf(Np6TimeoutError);
    expect(await next).toMatchObject({ kind: "idle", timeoutMs: 60_000 });
    await server.closed(0);
  });

  it("is not retried", async () => {
    const server = await startServer(begin(["[1"]));
    const { clock, fetched } = start(server.url, { timeout: { idle: 9 } });
    const text = caught((await fetched).text());
    await clock.fire(9);
    expect(await text).toMatchObject({ kind: "idle" });
    // The first chunk may have come before or after the deadline was set: either way there was one request.
    expect(server.requests).toHaveLength(1);
  });
});

describe("the total deadline", () => {
  const timeout = { total: 120_000 };

  it("ends an attempt", async () => {
    const server = await startServer(silence);
    const { clock, fetched } = start(server.url, { timeout });
    const error = caught(fetched);
    await clock.fire(120_000);
    expect(await error).toMatchObject({ kind: "total", timeoutMs: 120_000 });
    expect(clock.pending()).toEqual([]);
  });

  it("ends the wait for another attempt", async () => {
    const server = await startServer(respond(503, { "retry-after": "60" }));
    const { clock, fetched } = start(server.url, { timeout });
    const error = caught(fetched);
    await clock.armed(60_000);
    await clock.fire(120_000);
    expect(await error).toMatchObject({ kind: "total" });
    expect(clock.pending()).toEqual([]);
  });

  it("ends the body, even while nobody reads it", async () => {
    const server = await startServer(begin(["[1"]));
    const { clock, fetched } = start(server.url, { timeout });
    const response = await fetched;
    await clock.fire(120_000);
    expect(await caught(response.text())).toMatchObject({ kind: "total" });
    await server.closed(0);
  });

  it("is cancelled when the body has ended", async () => {
    const server = await startServer(begin(["[1]"], (response) => response.end()));
    const { clock, fetched } = start(server.url, { timeout });
    await (await fetched).text();
    expect(clock.pending()).toEqual([]);
  });
});
