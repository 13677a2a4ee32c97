import { madeEventsAt } from "../parts/made-events.ts";
import { boundsOf, dates, parametersOf, queryOf } from "../parts/query.ts";
import { replyWith } from "../parts/reply.ts";
import type { Stages, TopicFault } from "../variant.ts";

const instant = "#/components/schemas/Instant";
const serverError = "#/components/responses/server-error";

const after2038 = 2 ** 31 * 1000;
const leapDay = /-02-29T/;

/** Days with events, one of which is published on 29 February. */
const aroundLeapDay = [
  ...Array.from({ length: 22 }, (_, i) => Date.UTC(2024, 1, 26, 1, 2, 3, 457) + i * 10_000_000),
  Date.UTC(2024, 1, 29, 12, 0, 0, 457),
  ...Array.from({ length: 19 }, (_, i) => Date.UTC(2024, 2, 1, 1, 2, 3, 457) + i * 8_000_000),
];

/** Holds a bound in 32 bits of seconds. */
const inInt32 = (ms: number) => (ms >= after2038 ? (Math.floor(ms / 1000) | 0) * 1000 : ms);

const failingAt = (form: RegExp): Stages => ({
  finish: (reply, request) =>
    [...parametersOf(request).values()].some((value) => form.test(value)) ? replyWith(500, {}, "") : reply,
});

/** Bounds that are far away, and the day that most years do not have. */
export const farDateFaults: readonly TopicFault[] = [
  {
    id: "start-after-2038-wraps",
    title: "holds start in 32 bits of seconds, so that a start after 2038 is one in 1901",
    breaks: instant,
    condition: { instant: "after-2038", bounds: "start" },
    stages: () => boundsOf((ms, name) => (name === "start" ? inInt32(ms) : ms)),
  },
  {
    id: "end-after-2038-wraps",
    title: "holds end in 32 bits of seconds, so that an end after 2038 is one in 1901",
    breaks: instant,
    condition: { instant: "after-2038", bounds: "both" },
    stages: () => boundsOf((ms, name) => (name === "end" ? inInt32(ms) : ms)),
  },
  {
    id: "after-2038-500",
    title: "crashes at a bound after 2038",
    breaks: serverError,
    condition: { instant: "after-2038" },
    stages: () => failingAt(/^20(3[89]|[4-9]\d)-/),
  },
  {
    id: "epoch-is-nothing",
    title: "takes an end at the beginning of 1970 for none",
    breaks: instant,
    condition: { instant: "epoch" },
    stages: () =>
      queryOf((asked) => ({ ...asked, start: asked.start || undefined, end: asked.end || undefined })),
  },
  {
    id: "before-1970-without-sign",
    title: "drops the sign of a bound before 1970",
    breaks: instant,
    condition: { instant: "before-1970" },
    stages: () => boundsOf((ms) => (ms < 0 ? ms + 2 ** 32 * 1000 : ms)),
  },
  {
    id: "before-1970-500",
    title: "crashes at a bound before 1970",
    breaks: serverError,
    condition: { instant: "before-1970" },
    stages: () => failingAt(/^(1[0-8]\d\d|19[0-6]\d)-/),
  },
  {
    id: "leap-day-refused",
    title: "knows no 29 February",
    breaks: instant,
    condition: { instant: "leap-day" },
    stages: () => dates((text) => (leapDay.test(text) ? "refused" : text)),
  },
  {
    id: "leap-day-500",
    title: "crashes at 29 February",
    breaks: serverError,
    condition: { instant: "leap-day" },
    stages: () => failingAt(leapDay),
  },
  {
    id: "leap-day-is-march",
    title: "takes 29 February for 1 March",
    breaks: instant,
    condition: { instant: "leap-day" },
    options: { events: madeEventsAt(aroundLeapDay) },
    settings: { window: { start: Date.UTC(2024, 1, 26), end: Date.UTC(2024, 2, 3) } },
    stages: () => dates((text) => text.replace(leapDay, "-03-01T")),
  },
];
