import { describe, expect, it } from "vitest";
import { Np6StreamError } from "../errors.ts";
import { epoch, event, listedEvents } from "../follow/testing/fake-server.ts";
import { StoreFailure } from "./read-into-store.ts";
import { minute, reasonOfFailure, refused, setUpPoll, timeout } from "./testing/poll-set-up.ts";

describe("a poll that fails", () => {
  it("keeps what it stored when it fails halfway, and begins that window again", async () => {
    const { server, poll, find, jump } = await setUpPoll(1_000, { batchEvents: 4 });
    server.add(...Array.from({ length: 20 }, (_, n) => listedEvents(n, n * 50)));
    server.mishap = () => ({
      error: new Np6StreamError("?", { kind: "malformed", eventsDelivered: 10 }),
      after: 10,
    });
    expect(await poll()).toMatchObject({ stored: 8, error: "?" });
    expect(await find()).toMatchObject({ events: 8, progress: { cursor: epoch, settled: epoch } });
    server.mishap = () => undefined;
    jump(minute);
    expect(await poll()).toMatchObject({ stored: 12, late: 0, error: undefined });
  });

  it("retries transient failures for 60 s at most, and then leaves the stream for later", async () => {
    const { server, poll, clock, now } = await setUpPoll(1_000);
    server.mishap = () => ({ error: timeout, after: 0 });
    const began = now();
    const polling = poll();
    for (const seconds of [1, 2, 4, 8, 16]) await clock.fire(seconds * 1_000);
    expect(await polling).toMatchObject({ error: "too slow" });
    expect(now() - began).toBeLessThanOrEqual(60_000);
  });

  it("gives up sooner if the failures themselves take long", async () => {
    const { server, poll, clock, jump } = await setUpPoll(1_000);
    server.mishap = () => {
      jump(30_000);
      return { error: timeout, after: 0 };
    };
    const polling = poll();
    await clock.fire(1_000);
    expect(await polling).toMatchObject({ error: "too slow" });
    expect(server.windows).toHaveLength(2);
  });

  it("waits as long as a busy server asks, even beyond 60 s", async () => {
    const { server, poll, clock } = await setUpPoll(1_000);
    const mishaps = [refused(429, 120_000), refused(503, 120_000)].map((error) => ({ error, after: 0 }));
    server.mishap = () => mishaps.shift();
    const polling = poll();
    await clock.fire(120_000);
    await clock.fire(120_000);
    expect(await polling).toMatchObject({ error: undefined });
  });

  it.each<[string, unknown]>([
    ["a key that is rejected", refused(401)],
    ["an error of the store", new StoreFailure("The store failed.", { cause: "disk full" })],
  ])("ends the whole sync if every other stream would fail, too: %s", async (_what, error) => {
    const { server, poll, store } = await setUpPoll(1_000);
    server.add(listedEvents(1, 1));
    if (error instanceof StoreFailure) {
      const broken = { ...store, write: () => Promise.reject("disk full") };
      expect(await reasonOfFailure(poll({}, broken))).toEqual(error);
    } else {
      server.mishap = () => ({ error, after: 0 });
      expect(await reasonOfFailure(poll())).toBe(error);
    }
  });

  it("is no reason to end the sync if another program's error has the status 401", async () => {
    const { server, poll } = await setUpPoll(1_000);
    server.mishap = () => ({ error: Object.assign(new Error("foreign"), { status: 401 }), after: 0 });
    expect((await poll())?.error).toBe("Error: an unexpected failure");
  });

  it("leaves a stream that is far behind for later, like any other", async () => {
    const { server, poll, now } = await setUpPoll(90 * 86_400);
    server.mishap = () => ({ error: refused(404), after: 0 });
    expect((await poll())?.nextPollAt).toBe(now() + minute);
  });

  it("stores the beginning of a reason that is long", async () => {
    const { server, poll } = await setUpPoll(1_000);
    const error = Object.assign(refused(400), { message: "long ".repeat(200) });
    server.mishap = () => ({ error, after: 0 });
    expect((await poll())?.error).toBe("long ".repeat(100));
  });

  it.each<[string, unknown, string]>([
    ["personal data", refused(404), "GET /x: 404"],
    ["an address", Object.assign(refused(403), { message: "no a@b.example" }), "no ***********"],
    ["what a hook throws", new Error("secret"), "Error: an unexpected failure"],
    ["no error", "secret", "Error: an unexpected failure"],
    ["another control", Object.assign(refused(400), { message: "a\u001b[2J\nb" }), "a [2J b"],
  ])("stores no secret in the reason of a failure: %s", async (_what, error, kept) => {
    const { server, poll } = await setUpPoll(1_000);
    server.mishap = () => ({ error, after: 0 });
    expect((await poll())?.error).toBe(kept);
  });

  it("marks a stream whose server lists events from outside the window", async () => {
    const { server, poll } = await setUpPoll(1_000);
    server.add(listedEvents(1, 1));
    server.arrange = () => [event(2, epoch - 1)];
    expect((await poll())?.error).toContain("it does not filter");
  });

  it("marks a stream that was read further than the clock says it is", async () => {
    const { poll, jump } = await setUpPoll(10_000);
    await poll();
    jump(-400_000);
    expect((await poll())?.error).toContain("but this clock says");
  });
});
