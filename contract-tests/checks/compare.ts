import type { Finding } from "../engine/check.ts";
import { identityOf, timestampOf } from "../engine/event.ts";
import type { Asked } from "../engine/exchange.ts";
import { eventsIn, isUsable, type Observation } from "../engine/observation.ts";
import type { Scene } from "../engine/scene.ts";
import { eventsOf } from "./answers.ts";
import { hasNumber } from "./date-forms.ts";

/** How many events have each identity: an answer as a multiset, so that a lost or doubled event shows. */
export function countByIdentity(events: readonly unknown[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const identity = identityOf(event);
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

/** Events of the ascending answer that lie within the bounds that another request asked for. */
export function expectedIn(scene: Scene, observation: Observation): readonly unknown[] {
  const { start = -Infinity, end = Infinity } = observation.asked;
  return eventsOf(scene, scene.get("ascending")).filter((event) => {
    const timestamp = timestampOf(event);
    return timestamp !== undefined && timestamp >= start && timestamp < end;
  });
}

/** A finding for an answer that is no list of events at all, where one was due. */
export function unusable(observation: Observation, expected: string): Finding | undefined {
  return isUsable(observation)
    ? undefined
    : { code: "no-event-list", expected, actual: describe(observation), observation };
}

/** An answer that is no list of events, in a few words. */
export function describe(observation: Observation): string {
  const { exchange, fault } = observation;
  const { status, failure } = exchange;
  const { length } = eventsIn(observation);
  if (status === undefined) return `no answer: ${failure?.message}`;
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

/** Events of an answer that lie outside its bounds. */
export function outside(observation: Observation, { start, end }: Asked = observation.asked): Finding[] {
  return eventsIn(observation).flatMap((event, eventIndex) => {
    const timestamp = timestampOf(event);
    if (timestamp === undefined) return [];
    const at = { observation, eventIndex, pointer: "/timestamp" };
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

/** Events that the bounds admit and the ascending answer shows, but this answer lacks. */
function lostEvents(scene: Scene, observation: Observation): readonly unknown[] {
  const counts = countByIdentity(eventsIn(observation));
  return expectedIn(scene, observation).filter((event) => {
    const left = counts.get(identityOf(event)) ?? 0;
    counts.set(identityOf(event), left - 1);
    return left <= 0;
  });
}

function missing(scene: Scene, observation: Observation): Finding[] {
  const lost = lostEvents(scene, observation);
  const first = lost[0];
  if (first === undefined) return [];
  const where = timestampOf(first) === observation.asked.start ? " exactly at start" : "";
  const actual = `${lost.length} missing, the first at ${instant(timestampOf(first))}${where}`;
  if (isBeyond(lost, observation)) {
    // What a request with one bound covers on its other side is not stated.
    return [
      {
        code: "unbounded-side-limited",
        expected: "a bound that is not sent limits nothing",
        actual,
        observation,
        evidence: "assumed",
      },
    ];
  }
  return [
    {
      code: "missing-events",
      expected: "every event of the window that the whole window's answer shows",
      actual,
      observation,
    },
  ];
}

/** True where all that is lost lies farther from the only bound than all that came: a limit on the side without one. */
function isBeyond(lost: readonly unknown[], observation: Observation): boolean {
  const { start, end } = observation.asked;
  const events = eventsIn(observation);
  if ((start === undefined) === (end === undefined) || events.length === 0) return false;
  const times = (list: readonly unknown[]) => list.map((event) => timestampOf(event) ?? Number.NaN);
  const least = (list: readonly unknown[]) => times(list).reduce((a, b) => Math.min(a, b), Infinity);
  const most = (list: readonly unknown[]) => times(list).reduce((a, b) => Math.max(a, b), -Infinity);
  return end === undefined ? least(lost) > most(events) : most(lost) < least(events);
}

/** Events of this answer, within the whole window, that the ascending answer does not show. */
export function unexpected(scene: Scene, observation: Observation): Finding[] {
  const known = countByIdentity(eventsIn(scene.get("ascending")));
  const { start, end } = scene.window;
  const extra = eventsOf(scene, observation).filter((event) => {
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
      expected: "no event that the whole window's answer does not show",
      actual: `${extra.length} more, the first at ${instant(timestampOf(first))}`,
      observation,
    },
  ];
}

/** Whether all that such an answer shows is our assumption. */
export function isAssumed({ exchange: { status = 0, plan }, asked }: Observation): boolean {
  // That a number is accepted is documented; that it counts milliseconds is not.
  if (hasNumber(plan.query)) return true;
  // That no window is too wide is not stated, and where a bound is missing, a server may find it so.
  return (asked.start === undefined) !== (asked.end === undefined) && status >= 400 && status < 500;
}

/** All of the above: the response is exactly what its bounds admit. */
export function exactly(scene: Scene, observation: Observation): Finding[] {
  const broken = unusable(observation, "a list of events");
  const findings = broken
    ? [broken]
    : [...outside(observation), ...missing(scene, observation), ...unexpected(scene, observation)];
  return isAssumed(observation) ? findings.map((finding) => ({ ...finding, evidence: "assumed" })) : findings;
}
