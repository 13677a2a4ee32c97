import { dates, pathOf, queryOf, rejectWhen } from "../parts/query.ts";
import { errorResponses, replyWith } from "../parts/reply.ts";
import type { Variation } from "../variant.ts";

const anyStatus = "how a bad request is answered is only assumed: any 4xx will do";
const anyBody = "the body of an error response has no schema";

const withBody = (id: string, title: string, type: string, text: string | Uint8Array): Variation => ({
  id,
  title,
  allowed: anyBody,
  stages: () =>
    errorResponses((reply) => ({
      ...reply,
      headers: { "Content-Type": type },
      body: [Buffer.from(text as Uint8Array)],
    })),
});

const withStatus = (id: string, title: string, from: number, to: number): Variation => ({
  id,
  title,
  allowed: anyStatus,
  stages: () => errorResponses((reply) => (reply.status === from ? { ...reply, status: to } : reply)),
});

/** Error responses, and answers without events. */
export const errorResponseVariations: readonly Variation[] = [
  {
    id: "wrong-key-403",
    title: "returns 403 for a wrong key",
    allowed: anyStatus,
    options: { behaviour: { wrongKeyStatus: 403 } },
  },
  withStatus("missing-key-403", "returns 403 for a missing key", 401, 403),
  withStatus("missing-key-400", "returns 400 for a missing key", 401, 400),
  withStatus("key-404", "returns 404 where the key is wrong, to hide what there is", 401, 404),
  withStatus("bad-value-422", "returns 422 for what it cannot read", 400, 422),
  withStatus("bad-value-404", "returns 404 for what it cannot read", 400, 404),
  withStatus("method-404", "returns 404 for other methods", 405, 404),
  withStatus("method-411", "returns 411 for POST", 405, 411),
  withStatus("unknown-path-403", "returns 403 where there is nothing", 404, 403),
  {
    id: "impossible-date-rolls-over",
    title: "takes 30 February for 2 March",
    allowed: "lenient date parsers do so, JavaScript's among them; the bound is not ignored",
    stages: () => dates((text) => text.replace("-02-30T", "-03-02T")),
  },
  {
    id: "impossible-date-clamped",
    title: "takes 30 February for the last day of February",
    allowed: "the bound is not ignored",
    stages: () => dates((text) => text.replace("-02-30T", "-02-28T")),
  },
  {
    id: "unknown-id-empty",
    title: "returns an empty list for an id that does not exist",
    allowed: "it shows nothing",
    options: { behaviour: { unknownNotification: "empty" } },
  },
  {
    id: "unknown-id-204",
    title: "returns 204 for an id that does not exist, and for every empty window",
    allowed: "204 is no events",
    options: { behaviour: { unknownNotification: "empty", emptyAnswer: "204" } },
  },
  {
    id: "unknown-id-410",
    title: "returns 410 for an id that does not exist",
    allowed: anyStatus,
    options: { behaviour: { unknownNotification: 410 } },
  },
  {
    id: "empty-204",
    title: "responds to an empty window with 204",
    allowed: "204 is no events",
    options: { behaviour: { emptyAnswer: "204" } },
  },
  {
    id: "empty-body",
    title: "responds to an empty window with an empty body",
    allowed: "an empty body is no events",
    options: { behaviour: { emptyAnswer: "empty-body" } },
  },
  {
    id: "bad-value-nothing",
    title: "returns an empty list for what it cannot read",
    allowed: "it neither ignores the value nor shows data",
    stages: () =>
      errorResponses((reply, request) =>
        reply.status === 400 && !pathOf(request).includes("/-")
          ? replyWith(200, { "Content-Type": "application/json" }, "[]")
          : reply,
      ),
  },
  {
    id: "inverted-window-400",
    title: "rejects an inverted window",
    allowed: "it is empty or rejected",
    stages: () =>
      queryOf((asked) => ((asked.start ?? 0) > (asked.end ?? Infinity) ? rejectWhen(400) : asked)),
  },
  {
    id: "empty-window-422",
    title: "rejects a window from an instant to itself",
    allowed: "it is empty or rejected",
    stages: () => queryOf((asked) => (asked.start === asked.end ? rejectWhen(422) : asked)),
  },
  {
    id: "zoneless-refused",
    title: "rejects a date without a zone",
    allowed: "what such a date means is not known",
    options: { behaviour: { zonelessDates: "refuse" } },
  },
  {
    id: "error-json",
    title: "explains error responses in JSON",
    allowed: anyBody,
    options: { behaviour: { errorBody: "json" } },
  },
  withBody(
    "error-problem",
    "explains error responses as problems",
    "application/problem+json",
    '{"type":"about:blank","title":"Rejected"}',
  ),
  withBody(
    "error-with-time",
    "says when an error response was made",
    "application/json",
    '{"timestamp":1769900000000,"status":400,"error":"Bad Request","path":"/notifications"}',
  ),
  withBody(
    "error-plain",
    "explains error responses in a line",
    "text/plain",
    "Refused: see the reference at start (section 2).",
  ),
  withBody(
    "error-page",
    "explains error responses on a page",
    "text/html",
    "<!doctype html><title>Rejected</title><p>No.",
  ),
  withBody(
    "error-latin-1",
    "explains error responses in French and Latin-1",
    "text/plain; charset=iso-8859-1",
    Buffer.from("Refus\u00e9", "latin1"),
  ),
  withBody(
    "error-coded",
    "names the class of an error",
    "application/json",
    '{"error":"np6.events.InvalidDateException"}',
  ),
  withBody(
    "error-empty-json",
    "says JSON and leaves the body of an error response empty",
    "application/json",
    "",
  ),
  {
    id: "challenge",
    title: "says how to authenticate",
    allowed: "RFC 9110, section 11.6.1",
    stages: () =>
      errorResponses((reply) =>
        reply.status === 401 ? { ...reply, headers: { "WWW-Authenticate": 'ApiKey realm="np6"' } } : reply,
      ),
  },
  {
    id: "error-quotes-address",
    title: "quotes the address in error responses",
    allowed: anyBody,
    stages: () =>
      errorResponses((reply, request) =>
        replyWith(reply.status, { "Content-Type": "text/plain" }, `Cannot GET ${request.url}`),
      ),
  },
  withBody(
    "error-long",
    "explains error responses in 400 kB of JSON",
    "application/json",
    JSON.stringify(Array.from({ length: 40_000 }, () => "Rejected.")),
  ),
];
