import { expect, it } from "vitest";
import type { EventStore, StoredStream } from "../sync/index.ts";
import { parseListenAddress } from "./arguments.ts";
import { createSyncMeter, formatDuration, streamsLookUp } from "./sync-meter.ts";

it.each([
  [0, "0s"],
  [499, "0s"],
  [41_000, "41s"],
  [72_000, "1m 12s"],
  [3_600_000, "1h"],
  [3_605_000, "1h"],
  [90_061_000, "1d 1h"],
  [-5, "0s"],
])("%d ms are %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it("a meter returns the rate since the last call, so that a standstill shows", () => {
  let now = 0;
  const meter = createSyncMeter(() => now);
  const polled = { kind: "activations", notificationId: 156, changed: 0, error: undefined } as const;
  meter.countPoll({ ...polled, stored: 300, late: 2 });
  now += 2_000;
  expect(meter.describe(undefined)).toBe("300 events  150 events/s  2 late");
  now += 2_000;
  const streams = {
    active: 1_200,
    removed: 0,
    due: 3,
    lagMs: 72_000,
    events: 9,
    late: 9,
    changed: 9,
    errors: 1,
  };
  expect(meter.describe(streams)).toBe(
    "1,200 streams  3 due  300 events  0 events/s  lag 1m 12s  2 late  1 errors",
  );
});

it.each([
  ["9464", { host: "127.0.0.1", port: 9464 }],
  ["0.0.0.0:9464", { host: "0.0.0.0", port: 9464 }],
  ["[::1]:0", { host: "::1", port: 0 }],
  ["metrics.internal:80", { host: "metrics.internal", port: 80 }],
])("--listen accepts %s", (text, address) => {
  expect(parseListenAddress(text)).toEqual(address);
});

it.each(["", "x", "65536", ":80", "::1:80", "http://a:80", "a:b:80"])("--listen rejects %j", (text) => {
  expect(() => parseListenAddress(text)).toThrow(/^--listen is \[HOST:\]PORT, such as 9464/);
});

it("the streams of a database that does not answer are unknown, and it is asked once", async () => {
  const answers: ((streams: readonly StoredStream[]) => void)[] = [];
  const streams = () => new Promise<readonly StoredStream[]>((resolve) => answers.push(resolve));
  const lookUp = streamsLookUp({ streams } as EventStore, 5);
  expect(await Promise.all([lookUp(), lookUp()])).toEqual([undefined, undefined]);
  const found = lookUp();
  expect(answers).toHaveLength(1);
  answers[0]?.([]);
  expect(await found).toMatchObject({ active: 0 });
  void lookUp();
  expect(answers).toHaveLength(2);
});

it("the streams of a database that fails are unknown", async () => {
  const streams = () => Promise.reject(new Error("closed"));
  expect(await streamsLookUp({ streams } as unknown as EventStore)()).toBeUndefined();
});
