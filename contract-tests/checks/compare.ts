import type { Finding } from "../engine/check.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, timestampOf } from "../engine/event.ts";
import type { Asked } from "../engine/exchange.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { hasNumber } from "./date-forms.ts";
import { eventsOf } from "./responses.ts";

/** How many events have each identity: a response as a multiset, so that a lost or doubled event shows. */
export function countByIdentity(events: readonly unknown[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const identity = identityOf(event);
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

/** Events of the ascending response that lie within the bounds that another request asked for. */
export function expectedIn(context: EndpointContext, result: ProbeResult): readonly unknown[] {
  const { start = -Infinity, end = Infinity } = result.asked;
  return eventsOf(context, context.get("ascending")).filter((event) => {
    const timestamp = timestampOf(event);
    return timestamp !== undefined && timestamp >= start && timestamp < end;
  });
}

/** A finding for a response that is no list of events at all, where one was due. */
export function unusable(result: ProbeResult, expected: string): Finding | undefined {
  return isUsable(result) ? undefined : { code: "no-event-list", expected, actual: describe(result), result };
}

/** A response that is no list of events, in a few words. */
export function describe(result: ProbeResult): string {
  const { exchange, fault } = result;
  const { status, failure } = exchange;
  const { length } = eventsIn(result);
  if (status === undefined) return `no response: ${failure?.message}`;
  if (failure?.kind === "too-large") return `status ${status} with ${failure.message}`;
  if (fault !== undefined) return `status ${status}, body ${fault}`;
  return length > 0 ? `status ${status} with ${eventCount(length)}` : `status ${status}`;
}

/** `1 event`, `2 events`. */
export function eventCount(count: number): string {
  return `${count} event${count === 1 ? "" : "s"}`;
}

/** A timestamp may be any number, and a date beyond the year 275,760 cannot be written. */
export function instant(ms: number | undefined): string {
  return ms === undefined || Math.abs(ms) > 8.64e15 ? String(ms) : new Date(ms).toISOString();
}

/** Events of a response that lie outside its bounds. */
export function outside(result: ProbeResult, { start, end }: Asked = result.asked): Finding[] {
  return eventsIn(result).flatMap((event, eventIndex) => {
    const timestamp = timestampOf(event);
    if (timestamp === undefined) return [];
    const at = { result, eventIndex, pointer: "/timestamp" };
    if (start !== undefined && timestamp < start)
      return {
        ...at,
        code: "before-start",
        expected: "every timestamp >= start",
        actual: `${instant(timestamp)}, start is ${instant(start)}`,
      };
    if (end !== undefined && timestamp >= end)
      return {
        ...at,
        code: "at-or-after-end",
        expected: "every timestamp < end",
        actual: `${instant(timestamp)}, end is ${instant(end)}`,
      };
    return [];
  });
}

/** Events that the bounds admit and the ascending response shows, but this response lacks. */
function lostEvents(context: EndpointContext, result: ProbeResult): readonly unknown[] {
  const counts = countByIdentity(eventsIn(result));
  return expectedIn(context, result).filter((event) => {
    const left = counts.get(identityOf(event)) ?? 0;
    counts.set(identityOf(event), left - 1);
    return left <= 0;
  });
}

function missing(context: EndpointContext, result: ProbeResult): Finding[] {
  const lost = lostEvents(context, result);
  const first = lost[0];
  if (first === undefined) return [];
  const where = timestampOf(first) === result.asked.start ? " exactly at start" : "";
  const actual = `${lost.length} missing, the first at ${instant(timestampOf(first))}${where}`;
  if (isBeyond(lost, result)) {
    // The contract does not state what a request with one bound covers on the other side.
    return [
      {
        code: "unbounded-side-limited",
        expected: "no limit where no bound was sent",
        actual,
        result,
        evidence: "assumed",
      },
    ];
  }
  return [
    {
      code: "missing-events",
      expected: "every event that the response to the whole window shows in this window",
      actual,
      result,
    },
  ];
}

/** True where all that is lost lies farther from the only bound than all that came: a limit on the side without one. */
function isBeyond(lost: readonly unknown[], result: ProbeResult): boolean {
  const { start, end } = result.asked;
  const events = eventsIn(result);
  if ((start === undefined) === (end === undefined) || events.length === 0) return false;
  return end === undefined ? isEarlier(events, lost) : isEarlier(lost, events);
}

/** Whether a response shows events, and all that it lacks are older than these. */
export function lacksOldestAlone(context: EndpointContext, result: ProbeResult): boolean {
  const events = eventsIn(result);
  return events.length > 0 && isEarlier(lostEvents(context, result), events);
}

/** Whether every event of a list was published before every event of another. */
function isEarlier(list: readonly unknown[], other: readonly unknown[]): boolean {
  const times = (events: readonly unknown[]) => events.map((event) => timestampOf(event) ?? Number.NaN);
  const most = times(list).reduce((a, b) => Math.max(a, b), -Infinity);
  return most < times(other).reduce((a, b) => Math.min(a, b), Infinity);
}

/** Events of this response, within the whole window, that the ascending response does not show. */
export function unexpected(context: EndpointContext, result: ProbeResult): Finding[] {
  const known = countByIdentity(eventsIn(context.get("ascending")));
  const { start, end } = context.window;
  const extra = eventsOf(context, result).filter((event) => {
    const timestamp = timestampOf(event);
    if (timestamp === undefined || timestamp < start || timestamp >= end) return false;
    const left = known.get(identityOf(event)) ?? 0;
    known.set(identityOf(event), left - 1);
    return left <= 0;
  });
  const first = extra[0];
  if (first === undefined) return [];
  return [
    {
      code: "unexpected-events",
      expected: "only events that the response to the whole window shows",
      actual: `${extra.length} more, the first at ${instant(timestampOf(first))}`,
      result,
    },
  ];
}

/** Whether all that such a response shows is our assumption. */
export function isAssumed({ exchange: { status = 0, plan }, asked }: ProbeResult): boolean {
  // The reference documents that a number is accepted, but not that it counts milliseconds.
  if (hasNumber(plan.query)) return true;
  // The reference does not say that every window is accepted, and a server may reject one without a bound as too wide.
  return (asked.start === undefined) !== (asked.end === undefined) && status >= 400 && status < 500;
}

/** Whether an event lies outside a bound that was sent as a date, whatever the other bound was. */
function isOfDate({ code, result }: Finding): boolean {
  const bound = code === "before-start" ? "start" : code === "at-or-after-end" ? "end" : undefined;
  const sent = result.exchange.plan.query.filter(([name]) => name === bound);
  return sent.length > 0 && !hasNumber(sent);
}

/** All of the above: the response is exactly what its bounds admit. */
export function exactly(context: EndpointContext, result: ProbeResult): Finding[] {
  const broken = unusable(result, "a list of events");
  const findings = broken
    ? [broken]
    : [...outside(result), ...missing(context, result), ...unexpected(context, result)];
  if (!isAssumed(result)) return findings;
  return findings.map((finding) => (isOfDate(finding) ? finding : { ...finding, evidence: "assumed" }));
}
