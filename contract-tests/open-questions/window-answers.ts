import { lateArrivals } from "../checks/responses.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { timestampOf } from "../engine/event.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import {
  type AnswerParts,
  answerFromCheck,
  answerFromProbe,
  counted,
  eventLists,
  formatTally,
  joinAnswers,
  type ObservedRun,
  responsesToGet,
  statusAndBody,
} from "./answer.ts";

const hourMs = 3_600_000;
/** Offsets from UTC that are in use, in steps of half an hour; the vendor sits at +1 and +2. */
const offsets = Array.from({ length: 53 }, (_, i) => -12 + i / 2);

/** Question 6: the forms of a date. */
export function answerDates(run: ObservedRun): AnswerParts {
  return joinAnswers(
    answerFromCheck(run, "date-epoch-ms"),
    answerFromCheck(run, "date-microseconds"),
    answerFromCheck(run, "date-short-fraction"),
    answerFromCheck(run, "date-whole-seconds"),
    answerFromCheck(run, "date-offset"),
    answerFromProbe(run, "date-without-zone", "A start without a zone", zoneOf),
  );
}

/** The zone in which a date without one was read, derived from the returned events. */
function zoneOf(result: ProbeResult, context: EndpointContext): string {
  const { start } = result.asked;
  const [whole] = context.made(["ascending"]);
  if (!isUsable(result) || whole?.events === undefined || start === undefined) return statusAndBody(result);
  const { end } = context.window;
  const came = eventsIn(result).length;
  const times = whole.events.flatMap((event) => timestampOf(event) ?? []);
  const after = (instant: number) => times.filter((time) => time >= instant && time < end).length;
  // A clock that is ahead of UTC by an offset shows this time of day earlier by it.
  const fitting = offsets.filter((offset) => after(start - offset * hourMs) === came);
  const zones = fitting.map(zoneName);
  if (zones.length === 0) return `${statusAndBody(result)}, which fits no zone`;
  if (zones.length === 1) return `200, read as ${zones[0]}`;
  return `200, read as some zone from ${zones[0]} to ${zones.at(-1)}, between which no event lies`;
}

function zoneName(offset: number): string {
  if (offset === 0) return "UTC";
  const minutes = (Math.abs(offset) % 1) * 60;
  return `UTC${offset < 0 ? "-" : "+"}${Math.floor(Math.abs(offset))}${minutes > 0 ? `:${minutes}` : ""}`;
}

const dayMs = 86_400_000;

/** An age as a person says it. */
function inWords(ms: number): string {
  const units = [
    [dayMs, "day"],
    [3_600_000, "hour"],
    [60_000, "minute"],
    [1000, "second"],
  ] as const;
  const [size, unit] = units.find(([least]) => ms >= 2 * least) ?? [1000, "second"];
  return counted(Math.round(ms / size), unit);
}

function timesIn({ events = [] }: ProbeResult): number[] {
  return events.flatMap((event) => timestampOf(event) ?? []);
}

const least = (times: readonly number[]) => times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (times: readonly number[]) => times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** An instant that an event may claim; some cannot be written as a date. */
function day(ms: number): string {
  return Math.abs(ms) > 8.64e15 ? String(ms) : new Date(ms).toISOString();
}

/** Question 7: a request without a window, and how far back events reach. */
export function answerHistory(run: ObservedRun): AnswerParts {
  const seen = eventLists(run).map(({ result }) => result);
  const oldest = least(seen.flatMap(timesIn));
  const sentAt = least(seen.map(({ exchange }) => exchange.sentAt));
  const [context] = run.contexts;
  const width = context === undefined ? 0 : context.window.end - context.window.start;
  return joinAnswers(
    answerFromProbe(run, "no-window", "Neither start nor end", (result) => {
      const times = timesIn(result);
      const reach = times.length === 0 ? "" : `, from ${day(least(times))} to ${day(most(times))}`;
      return `${statusAndBody(result)}${reach}`;
    }),
    answerFromCheck(run, "window-start-alone"),
    answerFromCheck(run, "window-end-alone"),
    {
      seen: Number.isFinite(oldest)
        ? [
            `The oldest event of all responses is of ${day(oldest)}, ${inWords(sentAt - oldest)} before the run.`,
          ]
        : [],
      open: [
        "How long events are kept: whether older ones are gone or never were, only a notification tells that was sent long ago.",
        `The widest window: the widest that was asked for with both bounds is ${inWords(width)}. Set NP6_WINDOW to ask for more.`,
      ],
    },
  );
}

/** Question 8: size, chunks, and responses that break off. */
export function answerSize({ contexts }: ObservedRun): AnswerParts {
  const responses = contexts
    .flatMap(responsesToGet)
    // The response that our client returns has lost what fetch removes: compression and framing.
    .filter(({ exchange: { status, plan } }) => status === 200 && plan.throughClient !== true);
  const sizes = responses.map(({ exchange }) => exchange.bodyBytes).sort((a, b) => a - b);
  if (sizes.length === 0) return { open: ["No response was a 200."] };
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const framing = responses.map((response) =>
    response.header("transfer-encoding")?.toLowerCase().includes("chunked")
      ? "chunked"
      : response.header("content-length") === undefined
        ? "ended by the connection"
        : "with content-length",
  );
  const broken = responses.filter(({ exchange }) => exchange.failure !== undefined);
  const largest = most(responses.map(({ events }) => events?.length ?? 0));
  return {
    seen: [
      `${counted(responses.length, "response")} with 200: ${counted(sizes[0] ?? 0, "byte")} at least, ${counted(median, "byte")} in the middle, ${counted(sizes.at(-1) ?? 0, "byte")} at most, as they came over the wire; ${counted(largest, "event")} at most.`,
      `Sent ${formatTally(framing)}.`,
      broken.length === 0
        ? "None broke off."
        : `${counted(broken.length, "response")} did not arrive whole: ${formatTally(broken.map(({ exchange }) => exchange.failure?.message ?? ""))}.`,
    ],
    open: ["Sizes beyond what this window holds."],
  };
}

/** Question 9: how long after its publication an event can be queried. */
export function answerLag(run: ObservedRun): AnswerParts {
  const open = eventLists(run)
    .map(({ result }) => result)
    .filter(({ exchange: { plan } }) => !plan.query.some(([name]) => name === "end"));
  const ages = open.flatMap((result) => {
    const times = timesIn(result);
    return times.length === 0 ? [] : [result.exchange.sentAt - most(times)];
  });
  const youngest = least(ages);
  const repeated = run.contexts.filter((context) =>
    context.made(["repeated"]).some(({ events }) => events?.length),
  );
  const arrived = repeated
    .map((context) => ({ kind: context.kind, count: lateArrivals(context).size }))
    .filter(({ count }) => count > 0);
  return joinAnswers(
    {
      seen: [
        ...(ages.length > 0
          ? [
              youngest >= 0
                ? `Of responses without an end, the youngest event was published ${inWords(youngest)} before the request was sent.`
                : `Of responses without an end, the youngest event was published ${inWords(-youngest)} after the request was sent, by the two clocks.`,
            ]
          : []),
        ...(arrived.length > 0
          ? [
              `Events that came into the window while the run went on: ${arrived.map(({ kind, count }) => `${count} (${kind})`).join(", ")}.`,
            ]
          : repeated.length > 0
            ? ["No event came into the window while the run went on."]
            : []),
      ],
      open: [
        ...(ages.length === 0
          ? ["No response without an end showed an event, so no age could be taken."]
          : []),
        ...(ages.length > 0 && youngest > 3_600_000
          ? ["Nothing was published within the last hour: run it while a notification is being sent."]
          : []),
        "The longest lag: run the same NP6_WINDOW again on another day and compare the number of events.",
      ],
    },
    answerFromCheck(run, "repeat-stable"),
  );
}
