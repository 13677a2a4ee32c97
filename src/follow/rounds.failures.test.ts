import { describe, expect, it } from "vitest";
import { Np6HttpError, Np6StreamError, Np6TimeoutError } from "../errors.ts";
import { manualPlatform } from "../transport/testing/manual-platform.ts";
import { Np6FollowError } from "./follow-error.ts";
import type { FollowWindow, WindowOutcome } from "./read-window.ts";
import { followRounds, type Pace, sleep } from "./rounds.ts";
import { at, epoch } from "./testing/fake-server.ts";
import { caught } from "./testing/set-up.ts";

const timeout = new Np6TimeoutError("too slow", { kind: "attempt", timeoutMs: 1 });
const httpError = (status: number, retryAfterMs?: number) =>
  new Np6HttpError("refused", { status, requestId: undefined, rateLimit: undefined, retryAfterMs, body: "" });

/** Rounds over 1,000 s in which each read fails with the next of these errors, or lists so many events. */
function setUp(
  results: (Error | number)[],
  limits: {
    maxFailureMs?: number;
    failureTakes?: number;
    firstWidthMs?: number;
    every?: number;
    pace?: Pace;
  } = {},
) {
  const clock = manualPlatform(at(1_000));
  const windows: [start: number, end: number][] = [];
  const { maxFailureMs = Number.POSITIVE_INFINITY, firstWidthMs = 1_000_000, every, pace } = limits;
  let readingTakes = 0;
  const now = () => clock.now() + readingTakes;
  async function* read({ start, end }: FollowWindow): AsyncGenerator<void, WindowOutcome> {
    windows.push([(start - epoch) / 1_000, (end - epoch) / 1_000]);
    const result = results.shift() ?? 0;
    if (result instanceof Error) {
      readingTakes += limits.failureTakes ?? 0;
      throw result;
    }
    readingTakes += 20_000;
    yield;
    return { listed: result };
  }
  const position = {
    progress: { cursor: epoch, settled: epoch },
    error: (kind: Np6FollowError["kind"]) => new Np6FollowError(kind, kind),
  };
  const settings = {
    lag: 0,
    overlap: 0,
    every: every ?? 0,
    once: every === undefined,
    signal: undefined,
    pace,
  };
  const platform = {
    windowEvents: 100,
    growth: 2,
    maxFailures: 8,
    maxFailureMs,
    firstWidthMs,
    ...clock,
    now,
  };
  const reading = (async () => {
    for await (const _ of followRounds(position, read, settings, platform));
  })();
  return { clock, windows, reading };
}

describe("a window that failed", () => {
  it.each([
    ["a 408", httpError(408)],
    ["a 500", httpError(500)],
    ["a body that ends early", new Np6StreamError("cut", { kind: "truncated", eventsDelivered: 0 })],
  ])("is halved after %s", async (_what, error) => {
    const { clock, windows, reading } = setUp([error]);
    await clock.fire(1_000);
    await reading;
    expect(windows).toEqual([
      [0, 1_000],
      [0, 500],
      [500, 1_000],
    ]);
  });

  it("is read again as it is after a 425", async () => {
    const { clock, windows, reading } = setUp([httpError(425)]);
    await clock.fire(1_000);
    await reading;
    expect(windows).toEqual([
      [0, 1_000],
      [0, 1_000],
    ]);
  });

  it("is read again after the longest wait that a timer can keep", async () => {
    const longest = 2 ** 31 - 1;
    const { clock, reading } = setUp([httpError(429, longest)]);
    await clock.fire(longest);
    await reading;
  });

  it.each([
    ["a status that has another code", Object.assign(new Error("?"), { code: "OTHER", status: 503 })],
    ["a kind that has another code", Object.assign(new Error("?"), { code: "OTHER", kind: "truncated" })],
    ["a 499", httpError(499)],
  ])("ends the reading after %s", async (_what, error) => {
    const { windows, reading } = setUp([error]);
    expect(await caught(reading)).toBe(error);
    expect(windows).toHaveLength(1);
  });
});

describe("windows that go on failing", () => {
  it("end the reading once another wait would exceed the limit since the first failure", async () => {
    const { clock, windows, reading } = setUp([timeout, timeout, timeout], { maxFailureMs: 5_000 });
    const error = caught(reading);
    await clock.fire(1_000);
    await clock.fire(2_000);
    expect(await error).toBe(timeout);
    expect(windows).toHaveLength(3);
  });

  it("become narrow first where one failure takes longer than the limit", async () => {
    const slowly = { maxFailureMs: 60_000, failureTakes: 90_000 };
    const { clock, windows, reading } = setUp([timeout], slowly);
    await clock.fire(1_000);
    await reading;
    expect(windows.slice(0, 4)).toEqual([
      [0, 1_000],
      [0, 62],
      [62, 124],
      [124, 186],
    ]);
    const hopeless = setUp([timeout, timeout], slowly);
    const error = caught(hopeless.reading);
    await hopeless.clock.fire(1_000);
    expect(await error).toBe(timeout);
    expect(hopeless.windows).toEqual([
      [0, 1_000],
      [0, 62],
    ]);
  });

  it("leave their width to the rounds after them, unless no width helped", async () => {
    const pace = { width: 1_000_000, cautious: 0 };
    const { clock, reading } = setUp([timeout], { pace });
    await clock.fire(1_000);
    await reading;
    expect(pace.width).toBe(500_000);
    const { clock: away, reading: failing } = setUp([timeout, timeout], { maxFailureMs: 1_500, pace });
    const error = caught(failing);
    await away.fire(1_000);
    expect(await error).toBe(timeout);
    expect(pace).toEqual({ width: 900_000, cautious: 0 });
    const { windows, reading: later } = setUp([], { pace });
    await later;
    expect(windows).toEqual([
      [0, 900],
      [900, 1_000],
    ]);
  });

  it("may use the limit whole", async () => {
    const { clock, reading } = setUp([timeout, timeout], { maxFailureMs: 3_000 });
    await clock.fire(1_000);
    await clock.fire(2_000);
    await reading;
  });

  it("are not charged with the waits that the server asked for", async () => {
    const { clock, reading } = setUp([httpError(429, 17_000), timeout], { maxFailureMs: 5_000 });
    await clock.fire(17_000);
    await clock.fire(2_000);
    await reading;
  });

  it("are charged with a wait that is no longer than their own", async () => {
    const limits = { maxFailureMs: 2_500, firstWidthMs: 100_000 };
    const { clock, windows, reading } = setUp([httpError(429, 1_000), timeout], limits);
    const error = caught(reading);
    await clock.fire(1_000);
    expect(await error).toBe(timeout);
    expect(windows).toHaveLength(2);
  });
});

it("a window grows so far that four of its kind would have as many events as one may have", async () => {
  const { windows, reading } = setUp([20, 0, 0], { firstWidthMs: 100_000 });
  await reading;
  expect(windows.slice(0, 3)).toEqual([
    [0, 100],
    [100, 225],
    [225, 475],
  ]);
});

it("rounds begin `every` after one another, however long reading takes", async () => {
  const { clock } = setUp([0], { every: 60_000 });
  await clock.armed(40_000);
  expect(clock.pending()).toEqual([40_000]);
});

it("a wait ends at once where the signal was aborted before, and leaves no timer", async () => {
  const clock = manualPlatform();
  const reason = new Error("enough");
  expect(await caught(sleep(1_000, AbortSignal.abort(reason), clock.after))).toBe(reason);
  expect(clock.pending()).toEqual([]);
});
