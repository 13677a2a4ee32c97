import { describe, expect, it } from "vitest";
import { eventsPath } from "../shared/testing/event-request.ts";
import type { HookOptions } from "./hooks.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { begin, hangUp, respond, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const path = eventsPath("activations");
const date = "Thu, 01 Jan 2026 00:00:00 GMT";
const sent = { method: "GET", path, query: { start: "1", token: "[redacted]" } };

async function call(url: string, hooks: HookOptions): Promise<unknown> {
  const transport = createTransport({
    apiKey: "key-1",
    baseUrl: url,
    retry: { limit: 1, baseMs: 0 },
    ...hooks,
  });
  const response = await transport.fetch(new Request(`${url}${path}?start=1&token=key-1`));
  return response.text();
}

describe("hooks", () => {
  it("see each attempt, each response and each wait, with only values known to be harmless", async () => {
    const headers = {
      date,
      "x-request-id": "id-key-1",
      "x-ratelimit-limit": "3",
      "set-cookie": "session=key-1",
    };
    const server = await startServer(respond(503, headers, "no"), respond(200, { date }, "[]"));
    const seen: unknown[] = [];
    await call(server.url, {
      onRequest: (event) => seen.push(["request", event]),
      onResponse: ({ durationMs, ...event }) => seen.push(["response", typeof durationMs, event]),
      onRetry: (event) => seen.push(["retry", event]),
    });
    const rateLimit = { limit: 3, remaining: undefined, resetAt: undefined };
    const shown = {
      date,
      connection: "[redacted]",
      "keep-alive": "[redacted]",
      "transfer-encoding": "[redacted]",
    };
    const errorResponse = {
      ...shown,
      "x-request-id": "id-[redacted]",
      "x-ratelimit-limit": "3",
      "set-cookie": "[redacted]",
    };
    const [first, second] = [
      { ...sent, attempt: 1 },
      { ...sent, attempt: 2 },
    ];
    expect(seen).toEqual([
      ["request", first],
      [
        "response",
        "number",
        { ...first, status: 503, requestId: "id-[redacted]", rateLimit, headers: errorResponse },
      ],
      ["retry", { ...first, delayMs: 0, reason: `GET ${path}: 503 Service Unavailable` }],
      ["request", second],
      [
        "response",
        "number",
        { ...second, status: 200, requestId: undefined, rateLimit: undefined, headers: shown },
      ],
    ]);
  });

  it("see how long the headers took", async () => {
    let now = 1_000_000;
    const platform = { ...manualPlatform(), now: () => now };
    const fetch = async () => {
      now += 250;
      return new Response("[]");
    };
    const durations: number[] = [];
    const onResponse: HookOptions["onResponse"] = ({ durationMs }) => void durations.push(durationMs);
    const transport = createTransport({ apiKey: "k", fetch, onResponse }, platform);
    await transport.fetch(new Request(`${transport.baseUrl}/x`));
    expect(durations).toEqual([250]);
  });

  it("see why a connection failed", async () => {
    const server = await startServer(hangUp, respond(200));
    const reasons: string[] = [];
    await call(server.url, { onRetry: ({ reason }) => reasons.push(reason) });
    expect(reasons).toEqual([expect.stringContaining(`GET ${path}: no response: `)]);
  });

  it.each(["onRequest", "onResponse", "onRetry"] as const)(
    "%s rejects the call if it throws",
    async (hook) => {
      const server = await startServer((_request, response) => response.writeHead(503).write("never ending"));
      const bug = new Error("bug in a hook");
      const hooks: HookOptions = {
        [hook]: () => {
          throw bug;
        },
      };
      await expect(call(server.url, hooks)).rejects.toBe(bug);
      expect(server.requests).toHaveLength(hook === "onRequest" ? 0 : 1);
      if (hook !== "onRequest") await server.closed(0);
    },
  );
});

describe("a logger", () => {
  it("gets the same as lines, by level", async () => {
    const server = await startServer(respond(503), respond(200, {}, "[]"));
    const lines: string[] = [];
    const log = (level: string) => (line: string, details: object) =>
      lines.push(`${level} ${line.replace(/after \d+/, "after n")} ${Object.keys(details).length}`);
    const logger = { debug: log("debug"), info: log("info"), warn: log("warn") };
    await call(server.url, { logger });
    expect(lines).toEqual([
      `debug GET ${path}: attempt 1 4`,
      `info GET ${path}: 503 after n ms 9`,
      `warn GET ${path}: 503 Service Unavailable; next attempt in 0 ms 6`,
      `debug GET ${path}: attempt 2 4`,
      `info GET ${path}: 200 after n ms 9`,
    ]);
  });

  it("may be the console", () => {
    createTransport({ apiKey: "k", logger: console });
  });

  it("is called as a method", async () => {
    const server = await startServer(begin(["[]"], (response) => response.end()));
    class Counting {
      lines = 0;
      debug() {
        this.lines++;
      }
      info() {
        this.lines++;
      }
      warn() {}
    }
    const logger = new Counting();
    await call(server.url, { logger });
    expect(logger.lines).toBe(2);
  });
});
