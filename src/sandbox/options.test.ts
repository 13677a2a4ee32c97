import { describe, expect, test } from "vitest";
import { resolveOptions, type SandboxOptions } from "./options.ts";

describe("resolveOptions", () => {
  test("fills in the documented defaults", () => {
    const { from, to, ...rest } = resolveOptions({});
    expect(to - from).toBe(7 * 24 * 60 * 60 * 1000);
    expect(rest).toEqual({
      port: 0,
      host: "127.0.0.1",
      key: "sandbox-key",
      events: 1_000,
      file: undefined,
      seed: 1,
      notifications: [156, 157],
      pieceBytes: 65_536,
      gzip: false,
      rateLimit: undefined,
      behaviour: {
        wrongKeyStatus: 401,
        unknownNotification: 404,
        emptyAnswer: "array",
        errorBody: "empty",
        zonelessDates: "utc",
        numericDates: "milliseconds",
        invertedWindow: "empty",
        rateLimitReset: "seconds",
      },
    });
    expect(resolveOptions({ file: "events.ndjson" }).events).toBe(0);
  });

  test("returns the named notifications, each once, or else a main one and perhaps a foreign one", () => {
    expect(resolveOptions({ notifications: [7, 5, 7] }).notifications).toEqual([7, 5]);
    expect(resolveOptions({ notificationId: 9 }).notifications).toEqual([9, 10]);
    expect(resolveOptions({ notificationId: 9, events: 0 }).notifications).toEqual([9]);
    expect(resolveOptions({ notificationId: 9, events: [] }).notifications).toEqual([9]);
  });

  test("says why a port is rejected", () => {
    expect(() => resolveOptions({ port: 6_000 })).toThrow("no client built on fetch reaches port 6000");
  });

  test("takes a time as a Date, as milliseconds or as text", () => {
    const time = Date.UTC(2026, 0, 1);
    for (const from of [new Date(time), time, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"]) {
      expect(resolveOptions({ from }).from).toBe(time);
    }
  });

  const broken: [string, unknown][] = [
    ["port", { port: 65_536 }],
    ["port", { port: "80" }],
    ["key", { key: "" }],
    ["key", { key: "not visible" }],
    ["events", { events: -1 }],
    ["events", { events: 10_000_001 }],
    ["events", { events: "many" }],
    ["seed", { seed: 1.5 }],
    ["notificationId", { notificationId: 2_147_483_647 }],
    ["port", { port: 6_000 }],
    ["port", { port: 10_080 }],
    ["host", { host: "" }],
    ["notifications", { notifications: [] }],
    ["notifications", { notifications: 156 }],
    ["notifications", { notifications: [156, 2_147_483_648] }],
    ["notifications", { notifications: [156, -1] }],
    ["notifications", { notifications: Array.from({ length: 10_001 }, (_, id) => id) }],
    ["notifications", { notifications: [156], notificationId: 156 }],
    ["pieceBytes", { pieceBytes: 0 }],
    ["from", { from: "2026-01-01" }],
    ["from", { from: Number.NaN }],
    ["from", { from: "2026-01-02T00:00:00Z", to: "2026-01-02T00:00:00Z" }],
    ["to", { to: 1_700_000_000 }],
    ["rateLimit.limit", { rateLimit: { limit: 0, periodMs: 1 } }],
    ["rateLimit.periodMs", { rateLimit: { limit: 1 } }],
    ["behaviour", { behaviour: "204" }],
    ["rateLimit", { rateLimit: 5 }],
    ["gzip", { gzip: "yes" }],
    ["file", { file: 5 }],
    ["host", { host: 5 }],
    ["key", { key: 5 }],
    ["options", 5],
    ["options", null],
    ["behaviour.wrongKeyStatus", { behaviour: { wrongKeyStatus: 200 } }],
    ["behaviour.unknownNotification", { behaviour: { unknownNotification: 200 } }],
    ["behaviour.emptyAnswer", { behaviour: { emptyAnswer: "null" } }],
    ["behaviour.errorBody", { behaviour: { errorBody: "html" } }],
    ["behaviour.zonelessDates", { behaviour: { zonelessDates: "local" } }],
    ["behaviour.numericDates", { behaviour: { numericDates: "minutes" } }],
    ["behaviour.invertedWindow", { behaviour: { invertedWindow: "swap" } }],
    ["behaviour.rateLimitReset", { behaviour: { rateLimitReset: "date" } }],
  ];
  test.each(broken)("rejects a bad %s: %j", (name, options) => {
    const resolve = (): unknown => resolveOptions(options as SandboxOptions);
    expect(resolve).toThrow(RangeError);
    expect(resolve).toThrow(`Sandbox option "${name}" must be `);
  });

  test.each<[object, string]>([
    [{ evnets: 5 }, 'There is no sandbox option "evnets"; there are port, host, key, events, '],
    [{ evnets: 5 }, " Did you mean `events`?"],
    [{ rateLimit: { limit: 1, period: 5 } }, 'There is no sandbox option "rateLimit.period"; '],
    [{ behaviour: { wrongKey: 403 } }, 'There is no sandbox option "behaviour.wrongKey"; '],
    [{ behaviour: { wrongKey: 403 } }, " Did you mean `wrongKeyStatus`?"],
  ])("rejects a name that there is not: %j", (options, message) => {
    expect(() => resolveOptions(options)).toThrow(RangeError);
    expect(() => resolveOptions(options)).toThrow(message);
  });

  test("does not repeat a bad key in the message", () => {
    expect(() => resolveOptions({ key: "secret with spaces" })).not.toThrow("secret");
  });
});
