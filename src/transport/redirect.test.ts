import { describe, expect, it, vi } from "vitest";
import { Np6RedirectError } from "../errors.ts";
import { eventsPath } from "../shared/testing/event-request.ts";
import { respond, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const path = eventsPath("activations");
const get = (url: string, init?: RequestInit) => new Request(`${url}${path}`, init);
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a redirect", () => {
  it.each([300, 301, 302, 303, 307, 308, 399])(
    "with status %i is rejected and never followed",
    async (status) => {
      const other = await startServer(respond(200));
      const server = await startServer(respond(status, { location: `${other.url}/somewhere?x=1` }));
      const error = await caught(
        createTransport({ apiKey: "k", baseUrl: server.url }).fetch(get(server.url)),
      );
      expect(error).toBeInstanceOf(Np6RedirectError);
      expect(error).toMatchObject({
        message: `GET ${path}: redirect to ${other.url} rejected; check \`baseUrl\``,
        status,
        location: other.url,
      });
      expect(server.requests).toHaveLength(1);
      expect(other.requests).toHaveLength(0);
    },
  );

  it("has its body cancelled, even if a fetch ignores its signal", async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({ cancel });
    const transport = createTransport({
      apiKey: "k",
      fetch: async () => new Response(body, { status: 302 }),
    });
    await caught(transport.fetch(get(transport.baseUrl)));
    expect(cancel).toHaveBeenCalled();
  });

  it("frees its connection", async () => {
    const server = await startServer((_request, response) => response.writeHead(302).write("moved"));
    await caught(createTransport({ apiKey: "k", baseUrl: server.url }).fetch(get(server.url)));
    await server.closed(0);
  });

  it.each([
    ["a path", "/elsewhere", "https://api-cm.np6.com", "https://api-cm.np6.com"],
    ["no address", "https://", undefined, "elsewhere"],
    ["nothing", undefined, undefined, "elsewhere"],
  ])("to %s is rejected too", async (_what, location, origin, where) => {
    const headers = location === undefined ? {} : { location };
    const transport = createTransport({
      apiKey: "k",
      fetch: async () => new Response("", { status: 302, headers }),
    });
    expect(await caught(transport.fetch(get(transport.baseUrl)))).toMatchObject({
      message: expect.stringContaining(`redirect to ${where} rejected`),
      status: 302,
      location: origin,
    });
  });

  it("that a browser hides is rejected without its status", async () => {
    const opaque = Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
    const transport = createTransport({ apiKey: "k", fetch: async () => opaque });
    expect(await caught(transport.fetch(get(transport.baseUrl)))).toMatchObject({
      code: "NP6_REDIRECT",
      status: undefined,
    });
  });

  it("does not include 304", async () => {
    const transport = createTransport({
      apiKey: "k",
      fetch: async () => new Response(null, { status: 304 }),
    });
    expect((await transport.fetch(get(transport.baseUrl))).status).toBe(304);
  });
});
