import { securityPointer } from "../../../contract-tests/engine/contract.ts";
import { keySent } from "../../../src/shared/testing/event-request.ts";
import { body, errorResponses, replyWith, successes } from "../parts/reply.ts";
import { when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const json = { "Content-Type": "application/json" };

const trace = `Exception in thread "main" java.lang.IllegalArgumentException: bad start
\tat com.example.events.Window.parse(Window.java:41)
\tat com.example.events.Api.get(Api.java:17)`;
const pythonTrace =
  'Traceback (most recent call last):\n  File "/srv/events/views.py", line 88, in get\nValueError';
const nodeTrace =
  "TypeError: x is undefined\n    at parse (/srv/app/window.js:12:7)\n    at next (/srv/app/router.js:8:3)";

const dotnetTrace =
  "System.FormatException: no date\r\n   at Np6.Api.Events.Get(Int32 id)\r\n   at Np6.Api.Host.Run()";
const goTrace = "panic: no date\n\ngoroutine 18 [running]:\nmain.parse(...)\n\t/src/main.go:41 +0x1d";

const text = (status: number, content: string): Stages =>
  errorResponses((reply) =>
    reply.status === status ? replyWith(status, { "Content-Type": "text/plain" }, content) : reply,
  );

/** What error responses give away, and the requests that are not meant to be answered at all. */
export const errorResponseFaults: readonly TopicFault[] = [
  {
    id: "trace-in-400",
    title: "shows a stack trace in a 400",
    breaks: "#/components/responses/bad-request",
    seenIn: "https://github.com/DataBiosphere/leonardo/issues/897",
    stages: () => text(400, trace),
  },
  {
    id: "python-trace-in-400",
    title: "shows a Python traceback in a 400",
    breaks: "#/components/responses/bad-request",
    stages: () => text(400, pythonTrace),
  },
  {
    id: "dotnet-trace-in-400",
    title: "shows a .NET stack trace without symbols in a 400",
    breaks: "#/components/responses/bad-request",
    stages: () => text(400, dotnetTrace),
  },
  {
    id: "go-trace-in-404",
    title: "shows a Go stack trace in a 404",
    breaks: "#/components/responses/not-found",
    stages: () => text(404, goTrace),
  },
  {
    id: "node-trace-in-404",
    title: "shows a stack trace of Node in a 404",
    breaks: "#/components/responses/not-found",
    stages: () =>
      errorResponses((reply) =>
        reply.status === 404 ? replyWith(404, json, JSON.stringify({ stack: nodeTrace })) : reply,
      ),
  },
  {
    id: "refusal-broken-json",
    title: "writes error responses that call themselves JSON and are not",
    breaks: "RFC 8259",
    stages: () => errorResponses((reply) => replyWith(reply.status, json, "{'message': rejected}")),
  },
  {
    id: "refusal-page-as-json",
    title: "writes a page that calls itself JSON in a 404",
    breaks: "RFC 8259",
    seenIn: "https://github.com/LearningRegistry/LearningRegistry/issues/152",
    stages: () =>
      errorResponses((reply) => (reply.status === 404 ? replyWith(404, json, "<h1>Not found</h1>") : reply)),
  },
  {
    id: "refusal-with-data",
    title: "shows an event in a 401",
    breaks: securityPointer,
    stages: () =>
      errorResponses((reply) =>
        reply.status === 401
          ? replyWith(401, json, '[{"type":"activation","timestamp":1769900000000}]')
          : reply,
      ),
  },
  {
    id: "key-echoed-in-refusal",
    title: "repeats a wrong key in its error response",
    breaks: securityPointer,
    stages: () =>
      errorResponses((reply, { headers }) =>
        replyWith(reply.status, json, JSON.stringify({ message: `bad key ${keySent(headers)}` })),
      ),
  },
  {
    id: "real-key-in-refusal",
    title: "says which key it would have taken",
    breaks: securityPointer,
    stages: () => {
      let key = "";
      return {
        authorise: (request, settings) => {
          key = settings.key;
          return keySent(request.headers) === key ? undefined : { status: 401, message: "" };
        },
        finish: (reply) =>
          reply.status === 401 ? replyWith(401, json, JSON.stringify({ expected: key })) : reply,
      };
    },
  },
  {
    id: "key-echoed-in-header",
    title: "repeats the key in a header",
    breaks: securityPointer,
    stages: () => ({
      finish: (reply, { headers }) => ({
        ...reply,
        headers: { ...reply.headers, "X-Debug": String(keySent(headers)) },
      }),
    }),
  },
  {
    id: "key-echoed-in-events",
    title: "repeats the key beside every event",
    breaks: securityPointer,
    stages: () => {
      let key = "";
      return {
        ...when(
          ({ headers }) => {
            key = String(keySent(headers));
            return true;
          },
          body((list) => list.replaceAll('"identity":', `"requestedBy":${JSON.stringify(key)},"identity":`)),
        ),
      };
    },
  },
  {
    id: "bad-request-503",
    title: "says that it is unavailable where it should say 400",
    breaks: "#/components/responses/bad-request",
    stages: () => errorResponses((reply) => (reply.status === 400 ? replyWith(503, {}, "") : reply)),
  },
  {
    id: "success-sets-key-cookie",
    title: "puts the key into a cookie",
    breaks: securityPointer,
    stages: () => {
      let key = "";
      return {
        authorise: (request, settings) => {
          key = settings.key;
          return keySent(request.headers) === key ? undefined : { status: 401, message: "" };
        },
        ...successes((reply) => ({
          ...reply,
          headers: { ...reply.headers, "Set-Cookie": `session=${key}; HttpOnly` },
        })),
      };
    },
  },
];
