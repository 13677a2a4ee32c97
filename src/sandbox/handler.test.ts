import { describe, expect, test, vi } from "vitest";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { createRateLimiter } from "./handler.ts";
import { standardStages } from "./stages.ts";
import { startSandbox, startSandboxWith } from "./start-sandbox.ts";
import { askRaw, askSandbox, storedEventsAt } from "./testing/ask.ts";

const path = eventsPath("activations");

describe("a response", () => {
  test("is a bare JSON array, also without events", async () => {
    await using sandbox = await startSandbox({ events: 0 });
    const response = await askSandbox(sandbox, path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-ratelimit-limit")).toBeNull();
    expect(await response.text()).toBe("[]");
  });

  test.each([
    ["204", 204, null],
    ["empty-body", 200, "0"],
  ] as const)("without events is %s when the options say so", async (emptyAnswer, status, length) => {
    await using sandbox = await startSandbox({ events: 3, behaviour: { emptyAnswer } });
    const response = await askSandbox(sandbox, `${path}?end=0`);
    expect([response.status, await response.text()]).toEqual([status, ""]);
    expect(response.headers.get("content-length")).toBe(length);
    expect(await storedEventsAt(sandbox, "activations")).toHaveLength(3);
  });

  test("to HEAD is that to GET, without its body", async () => {
    await using sandbox = await startSandbox({ events: 3 });
    const response = await askSandbox(sandbox, path, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect((await askSandbox(sandbox, `${path}?sort=up`, { method: "HEAD" })).status).toBe(400);
  });

  test("to HEAD costs no event", async () => {
    const select = vi.fn(() => failing<string>([]));
    await using sandbox = await startSandboxWith({ events: 3 }, { ...standardStages, select });
    expect((await askSandbox(sandbox, path, { method: "HEAD" })).status).toBe(200);
    expect(select).toHaveBeenCalled();
  });

  test("is compressed for a client that accepts it, when the options say so", async () => {
    await using sandbox = await startSandbox({ events: 300, gzip: true });
    const coding = async (accepted: string): Promise<unknown> => {
      const { headers } = await askRaw(sandbox, { ...keyHeaders(sandbox.key), "Accept-Encoding": accepted });
      expect(headers["vary"]).toBe("Accept-Encoding");
      return headers["content-encoding"];
    };
    expect(await coding("gzip")).toBe("gzip");
    expect(await coding("br;q=1, GZIP;q=0.5")).toBe("gzip");
    expect(await coding("gzip;q=0")).toBeUndefined();
    expect(await coding("gzip;q=0.000, br")).toBeUndefined();
    expect(await coding("identity")).toBeUndefined();
    expect(await storedEventsAt(sandbox, "activations")).toHaveLength(300);
    await using plain = await startSandbox({ events: 3 });
    const { headers } = await askRaw(plain, { ...keyHeaders(plain.key), "Accept-Encoding": "gzip" });
    expect(headers["content-encoding"]).toBeUndefined();
  });
});

test("requests beyond the rate limit are rejected, requests with a wrong key are not counted", async () => {
  await using sandbox = await startSandbox({ events: 3, rateLimit: { limit: 2, periodMs: 3_600_000 } });
  expect((await fetch(sandbox.url + path)).headers.get("x-ratelimit-limit")).toBeNull();
  const first = await askSandbox(sandbox, path);
  const second = await askSandbox(sandbox, `${path}?sort=up`);
  const third = await askSandbox(sandbox, path);
  const seen = [first, second, third].map(({ status, headers }) => [
    status,
    headers.get("x-ratelimit-limit"),
    headers.get("x-ratelimit-remaining"),
  ]);
  expect(seen).toEqual([
    [200, "2", "1"],
    [400, "2", "0"],
    [429, "2", "0"],
  ]);
  expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(third.headers.get("x-ratelimit-reset")).toBe(third.headers.get("retry-after"));
  expect(first.headers.get("retry-after")).toBeNull();
});

describe("replaced stages", () => {
  test("can change any step of a response, and have the last word on error responses", async () => {
    await using sandbox = await startSandboxWith(
      { events: 3 },
      {
        authorise: () => undefined,
        parse: (asked, settings) =>
          standardStages.parse({ ...asked, url: `${asked.url}?sort=asc` }, settings),
        select: (store, query, turn) => [...standardStages.select(store, query, turn)].slice(0, 1),
        respond: (events, asked, settings) => ({
          ...standardStages.respond(events, asked, settings),
          status: 203,
        }),
        finish: async (reply) => ({
          ...reply,
          headers: { ...reply.headers, "x-fault": String(reply.status) },
        }),
      },
    );
    const response = await fetch(sandbox.url + path);
    expect([response.status, response.headers.get("x-fault")]).toEqual([203, "203"]);
    expect(await response.json()).toHaveLength(1);
    expect((await fetch(sandbox.url)).headers.get("x-fault")).toBe("404");
  });

  test("cut the connection when a body throws, before or after its first byte", async () => {
    for (const before of [[], [Buffer.from("[")]]) {
      await using sandbox = await startSandboxWith(
        { events: 3 },
        {
          ...standardStages,
          finish: (reply) => ({ ...reply, body: failing(before) }),
        },
      );
      await expect(askSandbox(sandbox, path).then((response) => response.text())).rejects.toThrow();
    }
  });

  test("cut the connection when they throw", async () => {
    const parse = (): never => {
      throw new Error("planted");
    };
    await using sandbox = await startSandboxWith({ events: 3 }, { ...standardStages, parse });
    await expect(askSandbox(sandbox, path)).rejects.toThrow();
  });

  test("can deal with the response themselves", async () => {
    await using sandbox = await startSandboxWith(
      {},
      {
        ...standardStages,
        finish: (_reply, _request, response) => {
          response.destroy();
          return undefined;
        },
      },
    );
    await expect(askSandbox(sandbox, path)).rejects.toThrow();
  });
});

function* failing<Item>(before: readonly Item[]): Generator<Item> {
  yield* before;
  throw new Error("planted");
}

test("a rate limiter counts down within a period, rejects beyond the limit, and starts again after it", () => {
  let time = 5_000;
  const next = createRateLimiter({ limit: 2, periodMs: 10_000 }, () => time);
  const headers = (remaining: string, reset: string): object => ({
    "X-RateLimit-Limit": "2",
    "X-RateLimit-Remaining": remaining,
    "X-RateLimit-Reset": reset,
  });
  expect(next()).toEqual({ allowed: true, headers: headers("1", "10") });
  time = 12_400;
  expect(next()).toEqual({ allowed: true, headers: headers("0", "3") });
  time = 14_999;
  expect(next()).toEqual({ allowed: false, headers: { ...headers("0", "1"), "Retry-After": "1" } });
  time = 15_000;
  expect(next()).toEqual({ allowed: true, headers: headers("1", "10") });
});

test("a rate limiter gives its reset as an instant when it has a time of day", () => {
  const next = createRateLimiter(
    { limit: 2, periodMs: 10_000 },
    () => 5_000,
    () => 1_700_000_000_400,
  );
  expect(next().headers["X-RateLimit-Reset"]).toBe("1700000011");
});
