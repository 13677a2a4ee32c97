import { describe, expect, it, vi } from "vitest";
import { prepareGet } from "./request.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { begin, respond, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const fetchFrom = (url: string) =>
  createTransport({ apiKey: "k", baseUrl: url, retry: false }).fetch(new Request(`${url}/x`));

describe("a guarded body", () => {
  it("passes on every byte", async () => {
    const text = JSON.stringify(Array.from({ length: 50_000 }, (_, index) => `é${index}`));
    const server = await startServer(respond(200, { "content-type": "application/json" }, text));
    expect(await (await fetchFrom(server.url)).text()).toBe(text);
  });

  it("frees the connection when it is cancelled", async () => {
    const server = await startServer(begin(["[1,"]));
    const reader = (await fetchFrom(server.url)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await server.closed(0);
  });

  it("is pulled, not read ahead", async () => {
    let pulled = 0;
    const endless = new ReadableStream(
      { pull: (controller) => controller.enqueue(new Uint8Array([++pulled])) },
      { highWaterMark: 0 },
    );
    const transport = createTransport({ apiKey: "k", fetch: async () => new Response(endless) });
    const reader = (await transport.fetch(new Request(`${transport.baseUrl}/x`))).body?.getReader();
    await new Promise(setImmediate);
    expect(pulled).toBe(0);
    expect(await reader?.read()).toEqual({ done: false, value: new Uint8Array([1]) });
    await new Promise(setImmediate);
    expect(pulled).toBe(1);
  });

  it("fails with the platform's error when the connection breaks", async () => {
    const server = await startServer(begin(["[1,"], (response) => response.socket?.destroySoon()));
    const clock = manualPlatform();
    const transport = createTransport({ apiKey: "k", baseUrl: server.url }, clock);
    const response = await transport.fetch(new Request(`${server.url}/x`));
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(clock.pending()).toEqual([]);
  });

  it("ends with the call even if the fetch passed in ignores its signal", async () => {
    const cancel = vi.fn();
    const stalled = new ReadableStream({ cancel });
    const transport = createTransport({ apiKey: "k", fetch: async () => new Response(stalled) });
    const controller = new AbortController();
    const request = new Request(`${transport.baseUrl}/x`, { signal: controller.signal });
    const text = (await transport.fetch(request)).text();
    controller.abort("enough");
    await expect(text).rejects.toBe("enough");
    expect(cancel).toHaveBeenCalledWith("enough");
  });

  it("is released with its reader", async () => {
    const transport = createTransport({ apiKey: "k", fetch: async () => new Response("[]") });
    const { response, body } = await transport.open(prepareGet(transport.baseUrl, "/x"));
    expect(response.body?.locked).toBe(true);
    body?.releaseLock();
    expect(response.body?.locked).toBe(false);
  });

  it("is null if the response has no body", async () => {
    const server = await startServer(respond(204));
    expect((await fetchFrom(server.url)).body).toBeNull();
  });

  it("is rejected for a status that is not an HTTP status", async () => {
    const server = await startServer((_request, response) => response.writeHead(999).write("denied"));
    await expect(fetchFrom(server.url)).rejects.toThrow("no response: 999 is not an HTTP status");
    await server.closed(0);
  });

  it("is cancelled for such a status even if the fetch passed in ignores its signal", async () => {
    const cancel = vi.fn();
    const strange = Object.defineProperty(new Response(new ReadableStream({ cancel })), "status", {
      value: 600,
    });
    const transport = createTransport({ apiKey: "k", retry: false, fetch: async () => strange });
    await expect(transport.fetch(new Request(`${transport.baseUrl}/x`))).rejects.toThrow(
      "600 is not an HTTP status",
    );
    expect(cancel).toHaveBeenCalled();
  });

  it("works for every HTTP status", async () => {
    const server = await startServer(respond(599, {}, "sorry"));
    expect(await (await fetchFrom(server.url)).text()).toBe("sorry");
  });
});
