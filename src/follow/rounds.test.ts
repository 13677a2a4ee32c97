import { describe, expect, it } from "vitest";
import { Np6HttpError, Np6StreamError, Np6TimeoutError } from "../errors.ts";
import { at, epoch, event } from "./testing/fake-server.ts";
import { caught, committedIds, setUp } from "./testing/set-up.ts";

const minute = 60_000;
const timeout = new Np6TimeoutError("too slow", { kind: "attempt", timeoutMs: 1 });
const interrupted = new Np6StreamError("cut", { kind: "interrupted", eventsDelivered: 3 });
const rejected = (status: number, retryAfterMs?: number) =>
  new Np6HttpError("refused", { status, requestId: undefined, rateLimit: undefined, retryAfterMs, body: "" });

describe("windows", () => {
  it("tile the time from `from` to now - lag in ascending order, wider where there are few events", async () => {
    const { server, round } = setUp(86_400);
    await round();
    expect(server.windows).toEqual([
      [0, 3_600],
      [3_600, 10_800],
      [10_800, 25_200],
      [25_200, 54_000],
      [54_000, 86_370],
    ]);
  });

  it("have whole seconds for bounds, whatever `from` and the clock say", async () => {
    const { server, round, clock } = setUp(100.9);
    await round({ from: epoch + 999, lag: 10_500 });
    expect(server.windows).toEqual([[0, 90]]);
    expect(clock.now()).toBe(epoch + 100_900);
  });

  it("begin with the overlap once it has caught up, and read nothing twice before", async () => {
    const { server, follow, clock } = setUp(7_230);
    void caught(follow()[Symbol.asyncIterator]().next());
    await clock.fire(minute);
    await clock.fire(minute);
    while (server.windows.length < 4) await new Promise(setImmediate);
    expect(server.windows).toEqual([
      [0, 3_600],
      [3_600, 7_200],
      [6_900, 7_260],
      [6_960, 7_320],
    ]);
  });

  it("never go back when the clock does, and the wait stays `every`", async () => {
    const { server, follow, clock, jump } = setUp(7_230);
    void caught(follow()[Symbol.asyncIterator]().next());
    await clock.fire(minute);
    while (server.windows.length < 3) await new Promise(setImmediate);
    jump(-370);
    await clock.fire(minute);
    jump(370);
    await clock.fire(minute);
    while (server.windows.length < 4) await new Promise(setImmediate);
    expect(server.windows.slice(2)).toEqual([
      [6_900, 7_260],
      [6_960, 7_380],
    ]);
  });

  it("end with an error when the clock was set back so far that time would be skipped", async () => {
    const { server, round, jump } = setUp(7_230);
    await round();
    jump(-330);
    expect(await round()).toEqual([]);
    jump(-1);
    const error = await caught(round());
    expect(error).toMatchObject({ name: "Np6FollowError", kind: "clock" });
    expect(String(error)).toContain("2026-01-01T01:55:00.000Z");
    jump(60);
    await round();
    expect(server.windows.at(-1)).toEqual([6_900, 6_929]);
  });

  it("are not requested while nothing is older than the lag", async () => {
    const { server, round } = setUp(20);
    expect(await round()).toEqual([]);
    expect(server.windows).toEqual([]);
  });
});

describe("a window with more events than the limit", () => {
  it("is read again in smaller ones, and each event comes once", async () => {
    const { server, round, committed } = setUp(1_030, { windowEvents: 100, batchEvents: 30 });
    const events = Array.from({ length: 1_000 }, (_, n) => event(n, at(n)));
    server.add(...events.map((event) => ({ event, listedAt: 0 })));
    const batches = await round();
    expect(committed).toEqual(events.map(({ id }) => id));
    expect(Math.max(...batches.map(({ events }) => events.length))).toBe(30);
    expect(Math.max(...batches.map(({ window }) => window.end - window.start))).toBeLessThanOrEqual(
      1_000_000,
    );
    expect(server.windows.length).toBeLessThan(40);
  });

  it("is read whole if it is a single second, which can't be split", async () => {
    const { server, round, committed } = setUp(1_030, { windowEvents: 10 });
    const events = Array.from({ length: 55 }, (_, n) => event(n, at(500) + (n % 3)));
    server.add(...events.map((event) => ({ event, listedAt: 0 })));
    await round();
    expect(committed.sort()).toEqual(events.map(({ id }) => id));
    expect(server.windows).toContainEqual([500, 501]);
  });
});

describe("a window that fails", () => {
  it.each([
    ["times out", timeout],
    ["breaks off", interrupted],
    ["gets a 504", rejected(504)],
  ])("is halved and read again when it %s, without repeating committed events", async (_how, error) => {
    const { server, follow, clock } = setUp(1_030, { batchEvents: 4 });
    const events = Array.from({ length: 20 }, (_, n) => event(n, at(n * 50)));
    server.add(...events.map((event) => ({ event, listedAt: 0 })));
    server.mishap = ({ start, end }) => (+end - +start > 300_000 ? { error, after: 6 } : undefined);
    const ids: string[] = [];
    const reading = (async () => {
      for await (const batch of follow({ once: true })) {
        await batch.commit();
        ids.push(...committedIds(batch));
      }
    })();
    await clock.fire(1_000);
    await clock.fire(2_000);
    await reading;
    expect(ids).toEqual(events.map(({ id }) => id));
    expect(server.windows).toEqual([
      [0, 1_000],
      [0, 500],
      [0, 250],
      [250, 500],
      [500, 750],
      [750, 1_000],
    ]);
  });

  it("keeps the next windows small for a while, before they grow again", async () => {
    const { server, round, clock } = setUp(50_030);
    server.mishap = () => (server.windows.length === 1 ? { error: timeout, after: 0 } : undefined);
    const reading = round();
    await clock.fire(1_000);
    await reading;
    const widths = server.windows.map(([start, end]) => end - start);
    expect(widths).toEqual([3_600, ...Array(9).fill(1_800), 3_600, 7_200, 14_400, 8_600]);
  });

  it("is retried unchanged after the wait that a busy server asks for", async () => {
    const { server, round, clock } = setUp(1_030);
    const errors = [rejected(429, 17_000), rejected(429)];
    server.mishap = () => {
      const error = errors.shift();
      return error && { error, after: 0 };
    };
    const reading = round();
    await clock.fire(17_000);
    await clock.fire(2_000);
    await reading;
    expect(server.windows).toEqual([
      [0, 1_000],
      [0, 1_000],
      [0, 1_000],
    ]);
  });

  it("fails for good after 8 more tries", async () => {
    const { server, round, clock } = setUp(1_030);
    server.mishap = () => ({ error: timeout, after: 0 });
    const error = caught(round());
    for (let n = 0; n < 8; n++) await clock.fire(1_000 * 2 ** n);
    expect(await error).toBe(timeout);
    expect(server.windows).toHaveLength(9);
  });

  it.each([
    ["a rejected key", rejected(401)],
    ["a wait of more than a timer can keep, which would fire at once", rejected(429, 2 ** 31)],
    ["a body that is no JSON", new Np6StreamError("?", { kind: "malformed", eventsDelivered: 0 })],
    ["anything else", new Error("a hook's own")],
  ])("ends it at once for what no retry helps: %s", async (_what, error) => {
    const { server, round, clock } = setUp(1_030);
    server.mishap = () => ({ error, after: 0 });
    expect(await caught(round())).toBe(error);
    expect([server.windows.length, clock.pending()]).toEqual([1, []]);
  });
});

describe("a server that breaks the contract", () => {
  it("on the order makes no event lost or repeated", async () => {
    const { server, round, committed } = setUp(1_030, { windowEvents: 100, batchEvents: 8 });
    const events = Array.from({ length: 300 }, (_, n) => event(n, at(n)));
    server.add(...events.map((event) => ({ event, listedAt: 0 })));
    server.arrange = (events) => events.sort((a, b) => ((a.timestamp ?? 0) % 7) - ((b.timestamp ?? 0) % 7));
    await round();
    expect(committed.sort()).toEqual(events.map(({ id }) => id));
  });

  it.each([-1, 1_000_000, 1e300])(
    "about the window ends it, for events would be missed (%d)",
    async (offset) => {
      const { server, round } = setUp(1_030);
      server.add({ event: event(1, at(10)), listedAt: 0 });
      server.arrange = () => [event(2, epoch + offset)];
      expect(await caught(round())).toMatchObject({ name: "Np6FollowError", kind: "not-filtered" });
    },
  );
});
