import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransportOptions } from "./options.ts";
import { createRequestBudget } from "./request-budget.ts";
import { manualPlatform } from "./testing/manual-platform.ts";
import { respond, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

/** A platform in which time passes as soon as everybody waits for it; timers may come late. */
function swiftPlatform(lateness: () => number = () => 0) {
  let time = Date.UTC(2026, 0, 1);
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    now: () => time,
    random: () => 0.5,
    after(ms: number, run: () => void) {
      const timer = { at: time + ms + lateness(), run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(ms: number) {
      time += ms;
    },
    /** Runs timers in their order until there are none. */
    async settle() {
      for (;;) {
        await new Promise(setImmediate);
        const [first] = [...timers].sort((a, b) => a.at - b.at);
        if (!first) return;
        timers.delete(first);
        time = Math.max(time, first.at);
        first.run();
      }
    },
  };
}

const never = new AbortController().signal;

/** The most that any ten seconds saw. */
const mostInTenSeconds = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 10_000).length));

/** Asks for requests at once and notes when each may be sent, in milliseconds from now. */
async function ask(count: number, perSecond: number, platform = swiftPlatform()) {
  const begin = platform.now();
  const budget = createRequestBudget(perSecond, platform);
  const times: number[] = [];
  for (let n = 0; n < count; n++) void budget.wait(never).then(() => times.push(platform.now() - begin));
  await platform.settle();
  expect(times).toHaveLength(count);
  return times;
}

describe("a budget of requests", () => {
  it("spaces requests evenly", async () => {
    expect(await ask(6, 2)).toEqual([0, 400, 900, 1_400, 1_900, 2_400]);
  });

  it("never exceeds the rate by more than 10 % and two in any ten seconds, however busy the process is", async () => {
    const rate = fc.constantFrom(0.5, 1, 2, 10, 50);
    await fc.assert(
      fc.asyncProperty(
        rate,
        fc.infiniteStream(fc.constantFrom(0, 1, 30, 700, 4_000)),
        async (perSecond, late) => {
          const platform = swiftPlatform(() => late.next().value ?? 0);
          const times = await ask(Math.ceil(perSecond * 15), perSecond, platform);
          expect(mostInTenSeconds(times)).toBeLessThanOrEqual(11 * perSecond + 2);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("leaves no listener on the signal of requests that were sent", async () => {
    const platform = swiftPlatform();
    const budget = createRequestBudget(10, platform);
    const { signal } = new AbortController();
    const sent = Promise.all(Array.from({ length: 20 }, () => budget.wait(signal)));
    await platform.settle();
    await sent;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("gives back the turn of a request that was aborted", async () => {
    const platform = swiftPlatform();
    const budget = createRequestBudget(1, platform);
    const begin = platform.now();
    const callOff = new AbortController();
    await budget.wait(never);
    const calledOff = budget.wait(callOff.signal);
    const next = budget.wait(never);
    callOff.abort();
    await calledOff;
    await platform.settle();
    await next;
    expect(platform.now() - begin).toBe(900);
  });

  it.each([
    ["as long as the server asks", 7_000, 7_000],
    ["for a minute at most", 86_400_000, 60_000],
    ["for a second if the server does not say", undefined, 1_000],
  ])("pauses %s", async (_how, asked, paused) => {
    const platform = swiftPlatform();
    const begin = platform.now();
    const budget = createRequestBudget(2, platform);
    budget.pause(asked);
    await Promise.all([budget.wait(never), platform.settle()]);
    expect(platform.now() - begin).toBe(paused);
    const second = budget.wait(never);
    await platform.settle();
    await second;
    expect(platform.now() - begin).toBe(paused + 500);
  });

  it("pauses no request that comes later than that", async () => {
    const platform = swiftPlatform();
    const budget = createRequestBudget(2, platform);
    budget.pause(86_400_000);
    platform.pass(3_600_000);
    const before = platform.now();
    await budget.wait(never);
    expect(platform.now()).toBe(before);
  });

  it("delays no request longer than a minute after the clock was set back", async () => {
    const platform = swiftPlatform();
    const budget = createRequestBudget(1, platform);
    await budget.wait(never);
    platform.pass(-3_600_000);
    const begin = platform.now();
    const next = budget.wait(never);
    await platform.settle();
    await next;
    expect(platform.now() - begin).toBeLessThanOrEqual(61_000);
  });
});

describe("maxRequestsPerSecond", () => {
  function open(url: string, options: Partial<TransportOptions>) {
    const clock = manualPlatform();
    const transport = createTransport({ apiKey: "k", baseUrl: url, ...options }, clock);
    return { clock, get: () => transport.fetch(new Request(`${url}/x`)) };
  }

  it("makes an attempt wait before its deadline and that of the call start", async () => {
    const server = await startServer(respond(200));
    const timeout = { attempt: 50, total: 60 };
    const { clock, get } = open(server.url, { maxRequestsPerSecond: 1, timeout });
    await (await get()).text();
    const second = get();
    await clock.armed(900);
    await new Promise(setImmediate);
    expect(clock.pending()).toEqual([900]);
    await clock.fire(900);
    expect((await second).status).toBe(200);
  });

  it("keeps the remaining time of the call during the wait", async () => {
    const server = await startServer(respond(503), (_request, response) =>
      response.writeHead(200).write("["),
    );
    const timeout = { attempt: 50, total: 5_000 };
    const { clock, get } = open(server.url, { maxRequestsPerSecond: 1, timeout });
    const fetched = get();
    await clock.fire(100);
    await clock.armed(800);
    expect(clock.pending()).toEqual([800]);
    await clock.fire(800);
    const reading = (await fetched).text();
    await clock.fire(4_900);
    await expect(reading).rejects.toMatchObject({ kind: "total", timeoutMs: 5_000 });
  });

  it.each<[string, number, Record<string, string>]>([
    ["a 429", 429, { "retry-after": "7" }],
    ["the last request that remains", 200, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "7" }],
  ])("makes all requests wait after %s", async (_what, status, headers) => {
    const server = await startServer(respond(status, headers), respond(200));
    const { clock, get } = open(server.url, { maxRequestsPerSecond: 10, retry: false });
    expect((await get()).status).toBe(status);
    const next = Promise.all([get(), get()]);
    await clock.fire(7_000);
    await clock.fire(100);
    expect((await next).map((response) => response.status)).toEqual([200, 200]);
  });

  it("is no limit if it is null, as a file of settings may have it", async () => {
    const server = await startServer(respond(200), respond(200));
    const { get } = open(server.url, { maxRequestsPerSecond: null as unknown as undefined });
    await get();
    expect((await get()).status).toBe(200);
  });

  it.each([0, -1, Number.NaN, "2"])("is rejected if it is %s", (value) => {
    expect(() => open("http://127.0.0.1:9", { maxRequestsPerSecond: value as number })).toThrow(
      /^`maxRequestsPerSecond` must be a number from 0\.001 /,
    );
  });
});
