import { describe, expect, it } from "vitest";
import { Np6ConnectionError } from "../errors.ts";
import { eventsPath } from "../shared/testing/event-request.ts";
import type { TransportOptions } from "./options.ts";
import { prepareRequest } from "./request.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { hangUp, respond, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const path = eventsPath("activations");
const get = (url: string, init?: RequestInit) => new Request(`${url}${path}`, init);
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("retrying", () => {
  it("waits between the attempts and then delivers the response", async () => {
    const server = await startServer(hangUp, respond(429), respond(200, {}, "[1]"));
    const clock = manualPlatform();
    const fetched = createTransport({ apiKey: "k", baseUrl: server.url }, clock).fetch(get(server.url));
    await clock.fire(100);
    await clock.fire(1000);
    expect(await (await fetched).json()).toEqual([1]);
    expect(server.requests).toHaveLength(3);
    expect(clock.pending()).toEqual([]);
  });

  it("waits as long as the server asks", async () => {
    const server = await startServer(respond(429, { "retry-after": "7" }), respond(200));
    const clock = manualPlatform();
    const fetched = createTransport({ apiKey: "k", baseUrl: server.url }, clock).fetch(get(server.url));
    await clock.fire(7_000);
    expect((await fetched).status).toBe(200);
  });

  it("delivers the last response when it gives up", async () => {
    const server = await startServer(
      respond(503, {}, "first"),
      respond(502, {}, "second"),
      respond(500, {}, "third"),
    );
    const transport = createTransport({ apiKey: "k", baseUrl: server.url, retry: { baseMs: 0 } });
    const response = await transport.fetch(get(server.url));
    expect([response.status, await response.text()]).toEqual([500, "third"]);
    expect(server.requests).toHaveLength(3);
  });

  it("frees the connection of a response that it does not deliver", async () => {
    const server = await startServer(
      (_request, response) => response.writeHead(503).write("never ending"),
      respond(200),
    );
    const transport = createTransport({ apiKey: "k", baseUrl: server.url, retry: { baseMs: 0 } });
    await transport.fetch(get(server.url));
    await server.closed(0);
  });

  it("delivers the response at once if the server asks to wait too long", async () => {
    const server = await startServer(respond(429, { "retry-after": "61" }));
    const transport = createTransport({ apiKey: "k", baseUrl: server.url }, manualPlatform());
    const request = get(server.url);
    const error = await transport.httpError(await transport.open(prepareRequest(transport.baseUrl, request)));
    expect(error).toMatchObject({ status: 429, retryAfterMs: 61_000 });
  });

  it("gives up at once if the wait does not fit into the total deadline", async () => {
    const server = await startServer(respond(503, { "retry-after": "30" }));
    const options: TransportOptions = { apiKey: "k", baseUrl: server.url, timeout: { total: 30_000 } };
    const response = await createTransport(options, manualPlatform()).fetch(get(server.url));
    expect(response.status).toBe(503);
    expect(server.requests).toHaveLength(1);
  });

  it("does not happen if it is switched off", async () => {
    const server = await startServer(hangUp);
    const transport = createTransport({ apiKey: "k", baseUrl: server.url, retry: false });
    expect(await caught(transport.fetch(get(server.url)))).toBeInstanceOf(Np6ConnectionError);
    expect(server.requests).toHaveLength(1);
  });
});
