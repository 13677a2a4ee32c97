import { describe, expect, onTestFinished, test } from "vitest";
import { endpoints } from "../../generated/contract.js";
import { Np6ConfigError } from "../errors.ts";
import { eventsPath, keySent } from "../shared/testing/event-request.ts";
import { begin, respond, startServer } from "../transport/testing/server.ts";
import { createNp6Client } from "./client.ts";

const json = { "content-type": "application/json" };
const events = ['{"type":"a"}', '{"type":"b"}', '{"type":"c"}'];
const list = respond(200, { ...json, "x-request-id": "r-1", "x-ratelimit-remaining": "7" }, `[${events}]`);

const client = (baseUrl: string) => createNp6Client({ apiKey: "synthetic-key", baseUrl, retry: false });
const raw = (event: { raw?: unknown } | object) => ("raw" in event ? event.raw : event);
const all = events.map((text) => JSON.parse(text));

describe("a query", () => {
  test("sends nothing until it is used", async () => {
    const server = await startServer(list);
    client(server.url).activations(156);
    await client(server.url).executions(156);
    expect(server.requests.map(({ url }) => url)).toEqual([eventsPath("executions")]);
  });

  test("awaited twice sends once and gives the same array", async () => {
    const server = await startServer(list);
    const query = client(server.url).activations(156);
    const first = await query;
    expect(first.map(raw)).toEqual(all);
    expect(await query).toBe(first);
    expect((await query.withResponse()).data).toBe(first);
    expect(server.requests).toHaveLength(1);
  });

  test("sends the contract's request: path, percent-encoded query, key in its header", async () => {
    const server = await startServer(list);
    await client(server.url).cancellations(7, {
      start: "2026-11-01T01:00:00+01:00",
      end: new Date(1.8e12),
      sort: "asc",
    });
    const [request] = server.requests;
    expect(request?.url).toBe(
      `${eventsPath("cancellations", 7)}?start=2026-11-01T00%3A00%3A00.000Z&end=2027-01-15T08%3A00%3A00.000Z&sort=asc`,
    );
    expect(keySent(request?.headers ?? {})).toBe("synthetic-key");
    expect(request?.method).toBe("GET");
  });

  test("iterates event by event, and in batches", async () => {
    const server = await startServer(list);
    const seen: unknown[] = [];
    for await (const event of client(server.url).activations(156)) seen.push(raw(event));
    expect(seen).toEqual(all);
    const batches: unknown[] = [];
    for await (const batch of client(server.url).activations(156).batches()) batches.push(...batch.map(raw));
    expect(batches).toEqual(all);
  });

  test("with its response gives headers, request id and rate limit, as array and as stream", async () => {
    const server = await startServer(list);
    const array = await client(server.url).activations(156).withResponse();
    expect(array).toMatchObject({ requestId: "r-1", rateLimit: { remaining: 7 } });
    expect(array.response.status).toBe(200);
    const stream = await client(server.url).activations(156).withResponse({ as: "stream" });
    expect(stream.requestId).toBe("r-1");
    const seen: unknown[] = [];
    for await (const event of stream.data) seen.push(raw(event));
    expect(seen).toEqual(all);
  });

  test("as a stream with its response resolves at the headers, before the body has ended", async () => {
    const server = await startServer(begin([`[${events[0]},`]));
    const { data } = await client(server.url).activations(156).withResponse({ as: "stream" });
    for await (const event of data) {
      expect(raw(event)).toEqual(all[0]);
      break;
    }
    await server.closed(0);
  });

  test("cannot be iterated twice, nor in both ways", async () => {
    const server = await startServer(list);
    const streamed = client(server.url).activations(156);
    for await (const _ of streamed);
    await expect(async () => {
      for await (const _ of streamed);
    }).rejects.toThrow(Np6ConfigError);
    await expect(streamed.withResponse()).rejects.toThrow(/make a new one/);
    const awaited = client(server.url).activations(156);
    await awaited;
    await expect(async () => {
      for await (const _ of awaited.batches());
    }).rejects.toThrow(Np6ConfigError);
  });

  test("as a stream with its response can be iterated once", async () => {
    const server = await startServer(list);
    const { data } = await client(server.url).activations(156).withResponse({ as: "stream" });
    for await (const _ of data);
    await expect(async () => {
      for await (const _ of data.batches());
    }).rejects.toThrow(Np6ConfigError);
  });

  test("rejects iterating a stream whose body was read or cancelled directly", async () => {
    const server = await startServer(list);
    for (const spend of [(body: Response) => body.text(), (body: Response) => body.body?.cancel()]) {
      const { data, response } = await client(server.url).activations(156).withResponse({ as: "stream" });
      await spend(response);
      await expect(async () => {
        for await (const _ of data);
      }).rejects.toThrow(Np6ConfigError);
    }
  });

  test("sends once when several places await it at once", async () => {
    const server = await startServer(list);
    const query = client(server.url).activations(156);
    const [first, ...others] = await Promise.all([
      query,
      query.then(),
      query.finally(),
      query.catch(() => []),
    ]);
    for (const other of others) expect(other).toBe(first);
    expect(server.requests).toHaveLength(1);
  });

  test("fails with the same error each time, which only `catch` and `finally` see", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const server = await startServer(respond(404));
    const query = client(server.url).activations(156);
    const error = await query.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 404 });
    let ended = 0;
    await expect(query.finally(() => ended++)).rejects.toBe(error);
    await expect(query.withResponse()).rejects.toBe(error);
    client(server.url).activations(156);
    client(server.url).activations(156).batches();
    await new Promise(setImmediate);
    expect([ended, unhandled, server.requests.length]).toEqual([1, [], 1]);
  });

  test("delivers nothing as an array when the body breaks", async () => {
    const server = await startServer(respond(200, json, `[${events[0]},`));
    const query = client(server.url).activations(156);
    await expect(query.then()).rejects.toMatchObject({ kind: "truncated", eventsDelivered: 0 });
    const streamed = async () => {
      for await (const _ of client(server.url).activations(156));
    };
    await expect(streamed()).rejects.toMatchObject({ kind: "truncated", eventsDelivered: 1 });
  });

  test("rejects bad input at the call, before anything is sent", async () => {
    const np6 = client("http://127.0.0.1:9");
    expect(() => np6.activations(-1)).toThrow(Np6ConfigError);
    expect(() => np6.activations(156, { start: "yesterday" })).toThrow(Np6ConfigError);
    expect(() => np6.activations(156, { signal: {} as AbortSignal })).toThrow(/AbortSignal/);
  });
});

test("middleware of raw does not touch the queries", async () => {
  const server = await startServer(list);
  const np6 = client(server.url);
  np6.raw.use({ onRequest: () => new Response("[]") });
  expect(await np6.activations(156)).toHaveLength(3);
});

test("raw gives openapi-fetch's response, error responses included, over the same transport", async () => {
  const server = await startServer(list, respond(404, { "x-request-id": "r-2" }));
  const { raw: np6 } = client(server.url);
  const params = { path: { id: 156 } };
  const found = await np6.GET(endpoints.activations.path, { params });
  expect(found.data).toEqual(all);
  expect(keySent(server.requests[0]?.headers ?? {})).toBe("synthetic-key");
  const absent = await np6.GET(endpoints.activations.path, { params });
  expect(absent.data).toBeUndefined();
  expect(absent.response.status).toBe(404);
});
