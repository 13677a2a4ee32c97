import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { begin, respond, startServer } from "../transport/testing/server.ts";
import { createNp6Client } from "./client.ts";

const events = ['{"type":"a"}', '{"type":"b"}'];
const list = respond(200, { "content-type": "application/json" }, `[${events}]`);

const client = (baseUrl: string) => createNp6Client({ apiKey: "synthetic-key", baseUrl, retry: false });

describe("a query that ends early", () => {
  test("left early frees the connection", async () => {
    const server = await startServer(begin([`[${events[0]},${events[1]},`]));
    for await (const _ of client(server.url).activations(156)) break;
    await server.closed(0);
  });

  test("frees the connection of a stream that nobody iterates when its body is cancelled", async () => {
    const server = await startServer(begin([`[${events[0]},`]));
    const { response } = await client(server.url).activations(156).withResponse({ as: "stream" });
    await response.body?.cancel();
    await server.closed(0);
  });

  test.each(["array", "stream"])(
    "aborted in the body as %s fails with the signal's reason and frees the connection",
    async (as) => {
      const server = await startServer(begin([`[${events[0]},`]));
      const abort = new AbortController();
      const query = client(server.url).activations(156, { signal: abort.signal });
      const reason = new Error("enough");
      const reading =
        as === "array"
          ? query.then()
          : (async () => {
              for await (const _ of query) abort.abort(reason);
            })();
      if (as === "array") await server.received(0).then(() => abort.abort(reason));
      await expect(reading).rejects.toBe(reason);
      await server.closed(0);
    },
  );

  test("aborted while its body is awaited fails with the signal's reason, as an array and in batches", async () => {
    const reason = { any: "value will do" };
    for (const as of ["array", "batches"]) {
      const server = await startServer(begin([`[${events[0]},`]));
      const abort = new AbortController();
      const onResponse = () => void setImmediate(() => abort.abort(reason));
      const np6 = createNp6Client({ apiKey: "synthetic-key", baseUrl: server.url, onResponse });
      const query = np6.activations(156, { signal: abort.signal });
      const streamed = async () => {
        for await (const _ of query.batches());
      };
      await expect(as === "array" ? query.then() : streamed()).rejects.toBe(reason);
    }
  });

  test("adds no listener to a signal that 39 other queries share", async () => {
    const server = await startServer(begin([`[${events[0]},`]));
    const abort = new AbortController();
    const { signal } = abort;
    const listeners = () => getEventListeners(signal, "abort").length;
    const np6 = client(server.url);
    const streams = Array.from({ length: 40 }, () =>
      np6.activations(156, { signal }).batches()[Symbol.asyncIterator](),
    );
    await Promise.all(streams.map((stream) => stream.next()));
    expect(listeners()).toBe(1);
    const ends = Promise.allSettled(streams.map((stream) => stream.next()));
    abort.abort("enough");
    expect((await ends).map((end) => end.status === "rejected" && end.reason)).toEqual(
      Array.from({ length: 40 }, () => "enough"),
    );
    expect(listeners()).toBe(0);
  });

  test("aborted in the loop delivers no other event, even one that came with it", async () => {
    const server = await startServer(list);
    const abort = new AbortController();
    let seen = 0;
    const reading = async () => {
      for await (const _ of client(server.url).activations(156, { signal: abort.signal })) {
        seen++;
        abort.abort("enough");
      }
    };
    await expect(reading()).rejects.toBe("enough");
    expect(seen).toBe(1);
  });

  test("aborted before it is used sends nothing", async () => {
    const server = await startServer(list);
    const query = client(server.url).activations(156, { signal: AbortSignal.abort("no") });
    await expect(query.then()).rejects.toBe("no");
    expect(server.requests).toHaveLength(0);
  });

  test("leaves no listener on a signal that outlives it", async () => {
    const server = await startServer(list);
    const { signal } = new AbortController();
    const np6 = client(server.url);
    for (let i = 0; i < 100; i++) {
      await np6.activations(156, { signal });
      for await (const _ of np6.activations(156, { signal })) break;
    }
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});
