import { expect, test } from "vitest";
import { UsageError } from "../../src/shared/usage-error.ts";
import { liveTarget } from "./live.ts";

const now = Date.UTC(2026, 1, 8, 12);
const needed = { NP6_API_KEY: "Key-of-the-Tests", NP6_NOTIFICATION_ID: "156" };
const settingsOf = (env: Readonly<Record<string, string>> = {}) =>
  liveTarget({ ...needed, ...env }, now).settings;

test("by default the target is production, paced, over the last seven days except the last minute", () => {
  expect(settingsOf()).toEqual({
    baseUrl: "https://api-cm.np6.com",
    apiKey: "Key-of-the-Tests",
    notificationId: 156,
    window: { start: now - 7 * 86_400_000 - 60_000, end: now - 60_000 },
    stateful: true,
    examplesOnRequest: false,
    probes: false,
    maxRps: 2,
  });
});

test.each([
  [{ NP6_API_KEY: "" }, "NP6_API_KEY must be set"],
  [{ NP6_NOTIFICATION_ID: " " }, "NP6_NOTIFICATION_ID must be set"],
  [{ NP6_API_KEY: " ", NP6_NOTIFICATION_ID: "" }, "NP6_API_KEY and NP6_NOTIFICATION_ID must be set"],
])("%j is rejected, and the message says what is missing", (env, message) => {
  expect(() => settingsOf(env)).toThrow(message);
});

test.each([
  ["a key with a space", { NP6_API_KEY: "two words" }],
  ["a key with a line feed", { NP6_API_KEY: "key\n" }],
  ["a key that is not ASCII", { NP6_API_KEY: "cl\u00e9" }],
  ["an id that is no number", { NP6_NOTIFICATION_ID: "000PE4" }],
  ["a negative id", { NP6_NOTIFICATION_ID: "-1" }],
  ["an id beyond int32", { NP6_NOTIFICATION_ID: "2147483648" }],
  ["an id with a fraction", { NP6_NOTIFICATION_ID: "1.5" }],
  ["a base URL that is none", { NP6_BASE_URL: "api-cm.np6.com" }],
  ["a base URL of another protocol", { NP6_BASE_URL: "ftp://api-cm.np6.com" }],
  ["a base URL with a query", { NP6_BASE_URL: "https://api-cm.np6.com/?x=1" }],
  ["a base URL with an empty query", { NP6_BASE_URL: "https://api-cm.np6.com/?" }],
  ["a base URL with an empty fragment", { NP6_BASE_URL: "https://api-cm.np6.com/#" }],
  ["a base URL with a fragment", { NP6_BASE_URL: "https://api-cm.np6.com/#x" }],
  ["a base URL with a password", { NP6_BASE_URL: "https://a:b@api-cm.np6.com" }],
  ["http beyond loopback", { NP6_BASE_URL: "http://api-cm.np6.com" }],
  ["a host that only begins like loopback", { NP6_BASE_URL: "http://127.0.0.1.example.com" }],
  ["a window of one date", { NP6_WINDOW: "2026-02-01T00:00:00Z" }],
  [
    "a window of three dates",
    { NP6_WINDOW: "2026-02-01T00:00:00Z/2026-02-02T00:00:00Z/2026-02-03T00:00:00Z" },
  ],
  ["an inverted window", { NP6_WINDOW: "2026-02-02T00:00:00Z/2026-02-01T00:00:00Z" }],
  ["an empty window", { NP6_WINDOW: "2026-02-01T00:00:00Z/2026-02-01T00:00:00Z" }],
  ["a window without zones", { NP6_WINDOW: "2026-02-01T00:00:00/2026-02-02T00:00:00" }],
  ["a window from a day that does not exist", { NP6_WINDOW: "2026-11-31T00:00:00Z/2026-12-02T00:00:00Z" }],
  ["a window to a day that does not exist", { NP6_WINDOW: "2026-02-01T00:00:00Z/2026-02-29T00:00:00Z" }],
  ["a window to the hour 24", { NP6_WINDOW: "2026-02-01T00:00:00Z/2026-02-02T24:00:00Z" }],
  ["a window of words", { NP6_WINDOW: "yesterdayZ/todayZ" }],
  ["a pace of nothing", { NP6_MAX_RPS: "0" }],
  ["a pace of words", { NP6_MAX_RPS: "fast" }],
  ["a pace beyond all reason", { NP6_MAX_RPS: "1001" }],
  ["a switch of words", { NP6_PROBES: "yes" }],
  ["another switch of words", { NP6_ALLOW_INSECURE_HTTP: "true" }],
])("%s is rejected", (_title, env) => {
  expect(() => settingsOf(env)).toThrow(UsageError);
});

test("no message repeats the key", () => {
  try {
    settingsOf({ NP6_API_KEY: "secret of mine" });
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain("secret");
  }
});

test("a window may have any zone", () => {
  const NP6_WINDOW = "2026-02-01T02:00:00+02:00/2026-02-01T00:30:00Z";
  expect(settingsOf({ NP6_WINDOW }).window).toEqual({
    start: Date.UTC(2026, 1, 1),
    end: Date.UTC(2026, 1, 1, 0, 30),
  });
});

test.each(["http://127.0.0.1:8080/", "http://localhost:8080", "http://[::1]:8080"])(
  "on loopback, %s, opt-in probes are sent and nothing is paced",
  (url) => {
    const settings = settingsOf({ NP6_BASE_URL: url });
    expect(settings).toMatchObject({ probes: true, maxRps: Number.POSITIVE_INFINITY });
    expect(settings.baseUrl.endsWith("/")).toBe(false);
  },
);

test("opt-in probes and the pace can be set for any server", () => {
  expect(settingsOf({ NP6_PROBES: "1", NP6_MAX_RPS: "0.5" })).toMatchObject({ probes: true, maxRps: 0.5 });
});

test("the path of the base URL is kept", () => {
  expect(settingsOf({ NP6_BASE_URL: "https://example.com/np6/" }).baseUrl).toBe("https://example.com/np6");
});

test("ids from 0 to the largest int32 are accepted", () => {
  for (const id of ["0", "2147483647"]) {
    expect(settingsOf({ NP6_NOTIFICATION_ID: id }).notificationId).toBe(Number(id));
  }
});

test("a message names a setting of the command line by its flag", () => {
  const env = { NP6_API_KEY: "key", NP6_NOTIFICATION_ID: "x", NP6_WINDOW: "y" };
  const named = { notificationId: "--notification", window: "--window" };
  expect(() => liveTarget({ ...env, NP6_NOTIFICATION_ID: "156" }, 0, named)).toThrow(/^--window must be/);
  expect(() => liveTarget({ ...env, NP6_WINDOW: "" }, 0, named)).toThrow(/^--notification must be/);
});

test("http beyond loopback is allowed on request, with the limits of a remote server", () => {
  const NP6_BASE_URL = "http://host.docker.internal:8156/";
  expect(() => settingsOf({ NP6_BASE_URL })).toThrow(/unless NP6_ALLOW_INSECURE_HTTP=1 is set/);
  expect(settingsOf({ NP6_BASE_URL, NP6_ALLOW_INSECURE_HTTP: "1" })).toMatchObject({
    baseUrl: "http://host.docker.internal:8156",
    probes: false,
    maxRps: 2,
  });
});
