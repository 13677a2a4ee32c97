import { replyWithEvents } from "../../../src/sandbox/reply.ts";
import { eventsPath } from "../../../src/shared/testing/event-request.ts";
import { successPointer, successPointerOf } from "../parts/pointers.ts";
import { always, replyHead, successes } from "../parts/reply.ts";
import { onRequest, when } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const mediaType = `${successPointer}/content/application~1json`;

const asks =
  (text: string) =>
  ({ url }: { url: string }) =>
    url.includes(text);

const page = "<!doctype html><title>Maintenance</title>";
const type = (value: string): Stages => replyHead(200, { "Content-Type": value });

/** Status, headers, framing and compression. */
export const httpFaults: readonly TopicFault[] = [
  { id: "status-201", title: "returns 201", breaks: successPointer, stages: () => replyHead(201) },
  { id: "status-206", title: "returns 206", breaks: successPointer, stages: () => replyHead(206) },
  {
    id: "status-203-with-one-bound",
    title: "returns 203 where one bound is missing",
    breaks: successPointer,
    condition: { bounds: "one" },
    stages: () => when(({ url }) => url.includes("start=") !== url.includes("end="), replyHead(203)),
  },
  {
    id: "status-204-with-events",
    title: "returns 204 although there are events, newest first",
    breaks: "#/components/responses/no-content",
    condition: { order: "desc" },
    stages: () => when(asks("sort=desc"), always(204, {}, "")),
  },
  {
    id: "status-500-with-events",
    title: "returns 500 with the events",
    breaks: successPointer,
    stages: () => replyHead(500),
  },
  {
    id: "status-404-with-events",
    title: "returns 404 with the events, on cancellations",
    breaks: successPointerOf("cancellations"),
    condition: { endpoint: "cancellations" },
    stages: () => onRequest("cancellations", replyHead(404)),
  },
  {
    id: "status-304",
    title: "returns 304 unasked, newest first",
    breaks: successPointer,
    condition: { order: "desc" },
    stages: () => when(asks("sort=desc"), always(304, {}, "")),
  },
  {
    id: "redirect-with-slash",
    title: "redirects to the path with a slash",
    breaks: successPointer,
    stages: () => always(301, { Location: `${eventsPath("activations")}/` }, ""),
  },
  {
    id: "redirect-elsewhere",
    title: "redirects to another host",
    breaks: successPointerOf("executions"),
    condition: { endpoint: "executions" },
    stages: () => onRequest("executions", always(307, { Location: "https://example.com/" }, "")),
  },
  {
    id: "page-with-200",
    title: "returns a page with status 200",
    breaks: mediaType,
    seenIn: "https://github.com/openspending/openspending/issues/775",
    stages: () => always(200, { "Content-Type": "text/html" }, page),
  },
  {
    id: "page-as-json",
    title: "returns a page as JSON",
    breaks: mediaType,
    stages: () => always(200, { "Content-Type": "application/json" }, page),
  },
  {
    id: "error-with-200",
    title: "returns an error object with status 200, newest first",
    breaks: successPointer,
    condition: { order: "desc" },
    stages: () =>
      when(
        asks("sort=desc"),
        always(200, { "Content-Type": "application/json" }, '{"error":"too many events"}'),
      ),
  },
  {
    id: "type-text",
    title: "calls JSON text/plain",
    breaks: mediaType,
    stages: () => type("text/plain; charset=utf-8"),
  },
  {
    id: "type-html",
    title: "calls JSON text/html",
    breaks: mediaType,
    stages: () => type("text/html"),
  },
  {
    id: "type-vendor",
    title: "calls JSON by a media type of its own",
    breaks: mediaType,
    stages: () => type("application/vnd.np6.cm.event+json"),
  },
  {
    id: "type-lines",
    title: "calls one array a list of lines",
    breaks: mediaType,
    stages: () => type("application/x-ndjson"),
  },
  {
    id: "type-missing",
    title: "does not say what the body is",
    breaks: mediaType,
    stages: () => successes((reply) => ({ ...reply, headers: {} })),
  },
  {
    id: "type-missing-with-one-bound",
    title: "does not say what the body is where one bound is missing",
    breaks: mediaType,
    condition: { bounds: "one" },
    stages: () =>
      when(
        ({ url }) => url.includes("start=") !== url.includes("end="),
        successes((reply) => ({ ...reply, headers: {} })),
      ),
  },
  {
    id: "type-text-when-empty",
    title: "calls an empty list text/plain",
    breaks: mediaType,
    condition: { window: "empty" },
    stages: () => ({
      respond(events, request, settings) {
        const reply = replyWithEvents(events, request, settings);
        const isEmpty = /start=([^&]*)&end=\1$/.test(request.url);
        return isEmpty ? { ...reply, headers: { "Content-Type": "text/plain" } } : reply;
      },
    }),
  },
  {
    id: "charset-latin-1",
    title: "says that UTF-8 is Latin-1",
    breaks: mediaType,
    seenIn: "https://github.com/MotusDev/Motus-TO-DO/issues/25",
    stages: () => type("application/json;charset=ISO-8859-1"),
  },
  {
    id: "charset-utf-16",
    title: "says that UTF-8 is UTF-16",
    breaks: mediaType,
    stages: () => type('application/json; charset="utf-16"'),
  },
  {
    id: "xml-by-default",
    title: "returns XML unless JSON is asked for",
    breaks: mediaType,
    condition: { accept: "any" },
    stages: () =>
      when(
        ({ headers }) => !String(headers.accept).includes("json"),
        always(200, { "Content-Type": "application/xml" }, "<events/>"),
      ),
  },
];
