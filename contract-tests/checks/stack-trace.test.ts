import { expect, test } from "vitest";
import { showsStackTrace } from "./stack-trace.ts";

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
  ["Python", 'Traceback (most recent call last):\n  File "/app/events.py", line 3, in get'],
  ["PHP", "Fatal error: Uncaught Exception in /var/www/Events.php:33\nStack trace:"],
  ["PHP in the trace", "#0 /var/www/Events.php(33): DateTime->__construct()"],
  ["Ruby", "app/controllers/events_controller.rb:12:in `parse'"],
  ["Go", "goroutine 18 [running]:\nmain.parse(...)"],
  ["Go by file", "\t/src/main.go:41 +0x1d"],
  ["Node", "Error: no date\n    at parse (/app/events.js:12:3)"],
  ["Node in JSON", JSON.stringify({ stack: "Error: no date\n    at Server.emit (node:events:519:28)" })],
  [".NET in JSON", JSON.stringify({ detail: "no date\r\n   at Np6.Api.Events.Get(Int32 id)" })],
])("a trace of %s is seen", (_language, text) => {
  expect(showsStackTrace(text)).toBe(true);
});

test.each([
  "The value 'not-a-date' is not valid at start",
  "Refused at 2026-11-24T23:10:20.123Z, see https://support.chapsvision.com:8443/errors",
  "Try again at noon (UTC).",
  "at api.np6.com (production)",
  '{"error":"invalid_request","path":"/notifications/156/events/activations","status":400}',
  "<html><head><title>400 Bad Request</title></head></html>",
])("%s is no trace", (text) => {
  expect(showsStackTrace(text)).toBe(false);
});
