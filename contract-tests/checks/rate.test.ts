import { expect, test } from "vitest";
import type { ProbeResult } from "../engine/probe-result.ts";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { rateChecks } from "./rate.ts";

const now = Date.UTC(2026, 0, 10);
const dayMs = 86_400_000;

function judge(id: string, ...responses: readonly ProbeResult[]) {
  const context = fakeContext(Object.fromEntries(responses.map((response, i) => [`answer-${i}`, response])));
  return rateChecks.find((check) => check.id === id)?.judge(context, [context]);
}

const withHeaders = (headers: Readonly<Record<string, string>>, changes = {}) =>
  resultOf({ sentAt: now, headers: Object.entries(headers), ...changes });

test.each([
  { "x-ratelimit-limit": "3", "x-ratelimit-remaining": "3" },
  { "x-ratelimit-limit": " 3 ", "x-ratelimit-remaining": "2", "x-ratelimit-reset": "0" },
  { "x-ratelimit-limit": "3" },
  { "x-ratelimit-remaining": "3" },
  { "x-ratelimit-reset": "999999999" },
  { "x-ratelimit-reset": String(now / 1000) },
  { "x-ratelimit-reset": String((now - dayMs) / 1000) },
  { "x-ratelimit-reset": String(now - dayMs) },
  { "x-ratelimit-reset": String(now + dayMs) },
  { "retry-after": "1" },
  { "retry-after": "Sat, 10 Jan 2026 00:00:00 GMT" },
])("the headers %j are consistent", (headers) => {
  expect(judge("rate-headers", withHeaders(headers))).toEqual([]);
});

test.each([
  [{ "x-ratelimit-limit": "many" }, "a value is not a whole number"],
  [{ "x-ratelimit-remaining": "-1" }, "a value is not a whole number"],
  [{ "x-ratelimit-reset": "1.5" }, "a value is not a whole number"],
  [{ "x-ratelimit-limit": "3", "x-ratelimit-remaining": "4" }, "remaining 4, limit 3"],
  [{ "x-ratelimit-reset": "1000000000" }, "X-RateLimit-Reset is an instant long past"],
  [{ "x-ratelimit-reset": String(now / 1000 - 86_401) }, "X-RateLimit-Reset is an instant long past"],
  [{ "x-ratelimit-reset": String(now - dayMs - 1) }, "X-RateLimit-Reset is an instant long past"],
  [{ "x-ratelimit-reset": "100000000000" }, "X-RateLimit-Reset is an instant long past"],
  [{ "retry-after": "soon" }, "another form"],
])("the headers %j are a violation: %s", (headers, actual) => {
  expect(judge("rate-headers", withHeaders(headers))).toMatchObject([{ actual, evidence: "assumed" }]);
});

test("the headers of the 429 before a response are judged too", () => {
  const throttledHeaders = [["retry-after", "soon"]] as const;
  expect(judge("rate-headers", resultOf({ throttledHeaders }))).toMatchObject([{ actual: "another form" }]);
});

test("a finding lists three responses at most", () => {
  const flawed = Array.from({ length: 5 }, () => withHeaders({ "retry-after": "soon" }));
  expect(judge("rate-headers", ...flawed)).toHaveLength(3);
});

test("without such headers, and in a requested example, the check is not exercised", () => {
  const headers = [["prefer", "code=429"]] as const;
  const example = withHeaders({ "retry-after": "soon" }, { plan: { query: [], headers } });
  expect(judge("rate-headers", resultOf(), example)).toEqual({ notExercised: "no-rate-headers" });
});

test("repeated 429s after the requested wait are a violation, and a longer wait than the suite's is not", () => {
  const hint = { throttledHeaders: [["retry-after", "0"]] } as const;
  const limited = (throttled: number) => resultOf({ status: 429, throttled, ...hint });
  expect(judge("rate-backoff", resultOf())).toEqual({ notExercised: "not-limited" });
  expect(judge("rate-backoff", resultOf({ throttled: 1 }))).toEqual([]);
  expect(judge("rate-backoff", limited(0))).toEqual({ notExercised: "rate-limited" });
  expect(judge("rate-backoff", limited(99), resultOf())).toMatchObject([{ actual: "429 again and again" }]);
});

test("the check is not exercised if the server stays limited and gives no wait", () => {
  const limited = resultOf({ status: 429, throttled: 99 });
  expect(judge("rate-backoff", limited)).toEqual({ notExercised: "rate-limited" });
});
