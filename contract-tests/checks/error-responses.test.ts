import { expect, test } from "vitest";
import { keyOf } from "../engine/endpoint.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import { fakeContext, resultOf, settings } from "../testing/fake-context.ts";
import { errorResponseChecks, showsEvent, showsStackTrace } from "./error-responses.ts";

function judge(id: string, responses: Readonly<Record<string, ProbeResult>>, apiKey = settings.apiKey) {
  const context = { ...fakeContext(responses), settings: { ...settings, apiKey } };
  return errorResponseChecks.find((check) => check.id === id)?.judge(context, [context]);
}

const errorResponse = (body: string, changes = {}) =>
  resultOf({ status: 400, body: Buffer.from(body), ...changes });

test.each(["", " \r\n", "{}", '"no"'])("%j may be the body of an error response", (body) => {
  expect(judge("refusal-body", { "sort-unknown": errorResponse(body) })).toEqual([]);
});

test("a body with a JSON media type must be JSON; any other body may even be invalid UTF-8", () => {
  const latin = { body: Buffer.from([0xe9]) };
  const text = { headers: [["content-type", "text/plain"]] };
  const actual = (result: ProbeResult) => judge("refusal-body", { "sort-unknown": result });
  expect(actual(errorResponse("no"))).toMatchObject([
    { actual: "its content-type is JSON, but it is not valid JSON" },
  ]);
  expect(actual(errorResponse("", latin))).toMatchObject([
    { actual: "its content-type is JSON, but it is not valid UTF-8" },
  ]);
  expect(actual(errorResponse("no", text))).toEqual([]);
  expect(actual(errorResponse("", { ...latin, ...text }))).toEqual([]);
});

test("a stack trace is reported in an error response only", () => {
  const trace = { body: Buffer.from('"at Events.get (/app/events.js:12:3)"') };
  expect(judge("refusal-body", { "sort-unknown": errorResponse("", trace) })).toMatchObject([
    { actual: "it shows a stack trace", evidence: "assumed" },
  ]);
  expect(judge("refusal-body", { "sort-unknown": errorResponse("", { ...trace, status: 200 }) })).toEqual([]);
});

const words = (text: string) => JSON.stringify({ message: `no ${text}` });
const shown = (text: string) => JSON.stringify([{ id: text }]);

test("the check finds the key in a response, and the wrong key that was sent", () => {
  const found = (result: ProbeResult, apiKey?: string) =>
    judge("key-not-echoed", { "key-wrong": result }, apiKey);
  const wrong = { plan: { query: [], key: "wrong" } } as const;
  expect(found(errorResponse(words(settings.apiKey)))).toHaveLength(1);
  expect(found(errorResponse("{}", { headers: [["x-debug", `key=${settings.apiKey}`]] }))).toHaveLength(1);
  expect(found(errorResponse(words(keyOf("wrong", settings.apiKey) ?? ""), wrong))).toHaveLength(1);
  expect(found(errorResponse(words(keyOf("wrong", settings.apiKey) ?? "")))).toEqual([]);
  expect(found(errorResponse("{}", wrong))).toEqual([]);
});

test.each([
  ["sesame", words, 0],
  ["sesames", words, 1],
  ["sesame-open-15c", shown, 0],
  ["sesame-open-16ch", shown, 1],
])("the check ignores a short key that may occur by chance, in the case of %s", (apiKey, write, count) => {
  const result = resultOf({ status: 200, body: Buffer.from(write(apiKey)) });
  expect(judge("key-not-echoed", { ascending: result }, apiKey)).toHaveLength(count);
});

test.each([
  [401, 1],
  [403, 1],
  [404, 0],
  [200, 0],
])("the status %i for the key's header in lower case gives %i findings", (status, count) => {
  const responses = { ascending: resultOf(), repeated: resultOf({ status }) };
  expect(judge("header-name-case", responses)).toHaveLength(count);
});

test("the check is not exercised if the server rejects the key in any case", () => {
  const [ascending, repeated] = [resultOf({ status: 401 }), resultOf({ status: 401 })];
  expect(judge("header-name-case", { ascending, repeated })).toEqual({
    notExercised: "base-response-unusable",
  });
});

test.each([
  ["Java", "java.lang.IllegalStateException: no\n\tat com.np6.Events.read(Events.java:42)\n"],
  [
    ".NET",
    "System.FormatException: no date\r\n   at Np6.Api.Events.Get(Int32 id) in C:\\src\\Events.cs:line 12",
  ],
  [
    ".NET without symbols",
    "System.FormatException: no date\r\n   at System.Span`1.op_Implicit(T[] array)\r\n",
  ],
  ["Rust", "thread 'tokio' panicked at src/events.rs:88:14:"],
  ["Elixir", "(elixir 1.15.7) lib/calendar/date.ex:410: Date.from_iso8601!"],
  ["Python", 'Traceback (most recent call last):\n  File "/app/events.py", line 3, in get'],
  ["PHP", "Fatal error: Uncaught Exception in /var/www/Events.php:33\nStack trace:"],
  ["PHP in the trace", "#0 /var/www/Events.php(33): DateTime->__construct()"],
  ["Ruby", "app/controllers/events_controller.rb:12:in `parse'"],
  ["Go", "goroutine 18 [running]:\nmain.parse(...)"],
  ["Go by file", "\t/src/main.go:41 +0x1d"],
  ["Node", "Error: no date\n    at parse (/app/events.js:12:3)"],
  ["Node in JSON", JSON.stringify({ stack: "Error: no date\n    at Server.emit (node:events:519:28)" })],
  [".NET in JSON", JSON.stringify({ detail: "no date\r\n   at Np6.Api.Events.Get(Int32 id)" })],
])("a stack trace of %s is found", (_language, text) => {
  expect(showsStackTrace(text)).toBe(true);
});

test.each([
  "The value 'not-a-date' is not valid at start",
  "Refused at 2026-11-24T23:10:20.123Z, see https://support.chapsvision.com:8443/errors",
  "Try again at noon (UTC).",
  "at api.np6.com (production)",
  '{"error":"invalid_request","path":"/notifications/156/events/activations","status":400}',
  "<html><head><title>400 Bad Request</title></head></html>",
])("%s is not a stack trace", (text) => {
  expect(showsStackTrace(text)).toBe(false);
});

test("an event of any endpoint is found in an error response", () => {
  const told = (type: string, types?: ReadonlySet<string>) =>
    showsEvent(`{"errors": [{"type" : "${type}", "timestamp": 1769900000000}]}`, types);
  for (const type of ["activation", "execution", "cancellation"]) expect(told(type)).toBe(true);
  expect(told("about:blank")).toBe(false);
  expect(told("impression", new Set(["activation", "impression"]))).toBe(true);
  expect(showsEvent('{"type":"activation","timestamp":"today"}')).toBe(false);
});
