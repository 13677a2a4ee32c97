import { getEventListeners } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { prepareGet, TransportRequest } from "./request.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { begin, hangUp, respond, silence, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => "nothing was thrown",
    (error: unknown) => error,
  );
const reason = { any: "value will do" };

describe.each([
  ["a TransportRequest", TransportRequest],
  ["a plain Request", Request],
])("abort of %s rejects with the signal's reason", (_what, RequestClass) => {
  it("before anything is sent", async () => {
    const server = await startServer(respond(200));
    let asked = 0;
    const apiKey = () => `k${++asked}`;
    const transport = createTransport({ apiKey, baseUrl: server.url });
    const request = new RequestClass(`${server.url}/x`, { signal: AbortSignal.abort(reason) });
    expect(await caught(transport.fetch(request))).toBe(reason);
    expect([asked, server.requests.length]).toEqual([0, 0]);
  });

  it("while a response is awaited", async () => {
    const controller = new AbortController();
    const server = await startServer(() => controller.abort(reason));
    const transport = createTransport({ apiKey: "k", baseUrl: server.url });
    const request = new RequestClass(`${server.url}/x`, { signal: controller.signal });
    expect(await caught(transport.fetch(request))).toBe(reason);
    await server.closed(0);
    expect(server.requests).toHaveLength(1);
  });

  it("while it waits for another attempt", async () => {
    const controller = new AbortController();
    const server = await startServer(respond(503));
    const clock = manualPlatform();
    const transport = createTransport({ apiKey: "k", baseUrl: server.url }, clock);
    const request = new RequestClass(`${server.url}/x`, { signal: controller.signal });
    const error = caught(transport.fetch(request));
    await clock.armed(100);
    controller.abort(reason);
    expect(await error).toBe(reason);
    expect(clock.pending()).toEqual([]);
  });

  it.each(["while a chunk is awaited", "while nobody reads"])("in the body, %s", async (when) => {
    const controller = new AbortController();
    const server = await startServer(begin(["[1"]));
    const transport = createTransport({ apiKey: "k", baseUrl: server.url });
    const request = new RequestClass(`${server.url}/x`, { signal: controller.signal });
    const reader = (await transport.fetch(request)).body?.getReader();
    await reader?.read();
    const pending = when === "while nobody reads" ? undefined : caught(Promise.resolve(reader?.read()));
    controller.abort(reason);
    expect(await (pending ?? caught(Promise.resolve(reader?.read())))).toBe(reason);
    await server.closed(0);
  });
});

describe("the caller's signal", () => {
  const { signal } = new AbortController();
  const listeners = () => getEventListeners(signal, "abort").length;

  it("has no listener left after hundreds of calls, however they end", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    const server = await startServer((request, response) => {
      if (request.url === "/reset") return hangUp(request, response);
      if (request.url === "/cut") return response.writeHead(200).write("[", () => request.socket.destroy());
      const status = { "/204": 204, "/503": 503, "/302": 302 }[request.url ?? ""] ?? 200;
      const empty = status === 204 || request.url === "/zero";
      response.writeHead(status, empty ? { "content-length": "0" } : {}).end(empty ? undefined : "[1]");
    });
    const transport = createTransport({ apiKey: "k", baseUrl: server.url, retry: { limit: 1, baseMs: 0 } });
    const fetch = (path: string) => transport.fetch(new TransportRequest(`${server.url}${path}`, { signal }));
    const ends: (() => Promise<unknown>)[] = [
      async () => (await fetch("/read")).text(),
      async () => (await fetch("/cancelled")).body?.cancel(),
      async () => caught((await fetch("/cut")).text()),
      async () => caught(fetch("/reset")),
      async () => caught(fetch("/302")),
      () => fetch("/204"),
      () => fetch("/zero"),
      async () => transport.httpError(await transport.open(prepareGet(server.url, "/503", {}, signal))),
    ];
    for (let round = 0; round < 40; round++) {
      for (const end of ends) {
        await end();
        expect(listeners()).toBe(0);
      }
    }
    await Promise.all(Array.from({ length: 50 }, async () => (await fetch("/read")).text()));
    expect(listeners()).toBe(0);
    expect(warnings).toEqual([]);
  });

  it("has one during a call", async () => {
    const server = await startServer(silence);
    const transport = createTransport({ apiKey: "k", baseUrl: server.url, retry: false });
    const controller = new AbortController();
    const request = new TransportRequest(`${server.url}/x`, { signal: controller.signal });
    const error = caught(transport.fetch(request));
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    controller.abort(reason);
    expect(await error).toBe(reason);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });
});

describe("TransportRequest", () => {
  it("has the signal it was given, or one that never aborts", () => {
    const { signal } = new AbortController();
    expect(new TransportRequest("https://a.example", { signal }).signal).toBe(signal);
    expect(new TransportRequest("https://a.example").signal.aborted).toBe(false);
    expect(new TransportRequest("https://a.example", { method: "HEAD" }).method).toBe("HEAD");
  });
});
