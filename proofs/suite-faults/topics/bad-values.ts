import { dates, parameters, parametersOf } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import { onRequest } from "../parts/requests.ts";
import type { Stages, TopicFault } from "../variant.ts";

const start = "#/components/parameters/start";
const end = "#/components/parameters/end";
const sort = "#/components/parameters/sort";
const badRequest = "#/components/responses/bad-request";

const isDate = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) || /^-?\d+$/.test(text);
const februaryThirtieth = /^(\d{4})-02-30T/;

/** Ignores a date that cannot be read, as if it had not been sent. */
const ignoreUnreadable = (name: "start" | "end"): Stages =>
  dates((text, at) => (at === name && !isDate(text) ? undefined : text));

const ignoreUnreadableAlone = (name: "start" | "end", other: "start" | "end"): Stages =>
  parameters((text, at, all) => (at === name && !all.has(other) && !isDate(text) ? undefined : text));

const ignoreImpossible = (name: "start" | "end"): Stages =>
  dates((text, at) => (at === name && februaryThirtieth.test(text) ? undefined : text));

/** Replaces a 400 with another response, where one parameter was the reason. */
const insteadOf400 = (test: (all: URLSearchParams) => boolean, status: number, text = ""): Stages => ({
  finish: (reply, request) =>
    reply.status === 400 && test(parametersOf(request)) ? replyWith(status, {}, text) : reply,
});

// What an empty value means is another matter: see empty-values.ts.
const bad = (name: string) => (all: URLSearchParams) => !isDate(all.get(name) || "2026-01-01T");

/** What becomes of values that cannot be read. */
export const badValueFaults: readonly TopicFault[] = [
  {
    id: "start-unreadable-ignored",
    title: "ignores a start that is no date",
    breaks: start,
    condition: { startForm: "unreadable" },
    seenIn: "https://github.com/xingkaixin/codesesh/pull/321",
    stages: () => ignoreUnreadable("start"),
  },
  {
    id: "end-unreadable-ignored",
    title: "ignores an end that is no date",
    breaks: end,
    condition: { endForm: "unreadable" },
    stages: () => ignoreUnreadable("end"),
  },
  {
    id: "end-unreadable-ignored-on-executions",
    title: "ignores an end that is no date, on executions",
    breaks: end,
    condition: { endpoint: "executions", endForm: "unreadable" },
    stages: () => onRequest("executions", ignoreUnreadable("end")),
  },
  {
    id: "start-impossible-ignored",
    title: "ignores a start on 30 February",
    breaks: start,
    condition: { startForm: "impossible" },
    stages: () => ignoreImpossible("start"),
  },
  {
    id: "end-impossible-ignored",
    title: "ignores an end on 30 February",
    breaks: end,
    condition: { endForm: "impossible" },
    stages: () => ignoreImpossible("end"),
  },
  {
    id: "start-unreadable-500",
    title: "crashes at a start that is no date",
    breaks: badRequest,
    condition: { startForm: "unreadable" },
    seenIn: "https://github.com/data-for-change/anyway/issues/742",
    stages: () => insteadOf400(bad("start"), 500),
  },
  {
    id: "end-unreadable-502",
    title: "crashes behind its gateway at an end that is no date",
    breaks: badRequest,
    condition: { endForm: "unreadable" },
    seenIn: "https://github.com/npm/download-counts/issues/33",
    stages: () => insteadOf400(bad("end"), 502),
  },
  {
    id: "start-impossible-500",
    title: "crashes at a start on 30 February",
    breaks: badRequest,
    condition: { startForm: "impossible" },
    seenIn: "https://github.com/discourse/discourse/pull/8658",
    stages: () => insteadOf400((all) => februaryThirtieth.test(all.get("start") ?? ""), 500),
  },
  {
    id: "end-impossible-page",
    title: "responds to an end on 30 February with a page and status 200",
    breaks: badRequest,
    condition: { endForm: "impossible" },
    stages: () => insteadOf400((all) => februaryThirtieth.test(all.get("end") ?? ""), 200, "<h1>Oops</h1>"),
  },
  {
    id: "start-unreadable-redirect",
    title: "redirects from a start that is no date",
    breaks: badRequest,
    condition: { startForm: "unreadable" },
    stages: () => insteadOf400(bad("start"), 302),
  },
  {
    id: "sort-unknown-ignored",
    title: "ignores an order that does not exist",
    breaks: sort,
    condition: { order: "unknown" },
    stages: () =>
      parameters((value, name) => (name === "sort" && !/^(asc|desc)$/.test(value) ? undefined : value)),
  },
  {
    id: "sort-unknown-descends",
    title: "takes every order but asc for desc",
    breaks: sort,
    condition: { order: "unknown" },
    stages: () => parameters((value, name) => (name === "sort" && value !== "asc" ? "desc" : value)),
  },
  {
    id: "sort-unknown-500",
    title: "crashes at an order that does not exist",
    breaks: badRequest,
    condition: { order: "unknown" },
    stages: () => insteadOf400((all) => !/^(asc|desc)$/.test(all.get("sort") || "asc"), 500),
  },
  {
    id: "unreadable-as-epoch",
    title: "takes a start that is no date for 1 January 1970",
    breaks: start,
    condition: { startForm: "unreadable" },
    stages: () => dates((text, name) => (name === "start" && !isDate(text) ? "1970-01-01T00:00:00Z" : text)),
  },
  {
    id: "start-unreadable-ignored-alone",
    title: "ignores a start that is no date where no end is sent",
    breaks: start,
    condition: { bounds: "start", startForm: "unreadable" },
    stages: () => ignoreUnreadableAlone("start", "end"),
  },
  {
    id: "end-unreadable-ignored-alone",
    title: "ignores an end that is no date where no start is sent",
    breaks: end,
    condition: { bounds: "end", endForm: "unreadable" },
    stages: () => ignoreUnreadableAlone("end", "start"),
  },
];
