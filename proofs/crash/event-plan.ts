import { eventTemplates } from "../../generated/event-templates.js";
import { createEventForm, mix, uuidOf } from "../../src/sandbox/event-form.ts";

/** How the followers are set, in milliseconds: as in earnest, only faster. */
export const timing = { lag: 500, overlap: 3_000, every: 40 } as const;

/** The notification that is followed. */
export const notificationId = 156;

/** What all processes of one run agree on: from it, each knows every event there will ever be. */
export interface EventPlan {
  readonly seed: number;
  /** First second that has events, in milliseconds since 1970 UTC. */
  readonly begin: number;
}

/** An event that is going to be published. */
export interface PlannedEvent {
  readonly id: string;
  /** In milliseconds since 1970 UTC. */
  readonly timestamp: number;
  /** From when on the server lists it. At most `lag + overlap` after its timestamp, else it might be missed. */
  readonly listedAt: number;
  /** As JSON. */
  readonly text: string;
}

/** Where in its second an event falls: many tie. */
const offsets = [0, 0, 0, 137, 137, 500, 999];
const printEvent = createEventForm(eventTemplates.activations.usual[0], notificationId, 0);

/** The events of a plan with a timestamp from `start` to before `end`, in ascending order. */
export function plannedEvents(plan: EventPlan, start: number, end: number): PlannedEvent[] {
  const events: PlannedEvent[] = [];
  for (let second = Math.max(plan.begin, floorSecond(start)); second < end; second += 1_000) {
    events.push(...eventsOfSecond(plan, second));
  }
  return events.filter(({ timestamp }) => timestamp >= start && timestamp < end);
}

function eventsOfSecond({ seed, begin }: EventPlan, second: number): PlannedEvent[] {
  const number = (second - begin) / 1_000;
  const count = 100 + (mix(seed, number) % 100);
  const events = Array.from({ length: count }, (_, index): PlannedEvent => {
    const send = number * 256 + index;
    const dice = mix(seed + 1, send);
    const timestamp = second + (offsets[dice % offsets.length] ?? 0);
    const late = dice % 8 === 0;
    const delay = mix(seed + 2, send) % (late ? timing.lag + timing.overlap : timing.lag);
    const streams = { idStream: mix(seed, 3), stampStream: mix(seed, 4) };
    return {
      id: uuidOf(streams.idStream, send, send % 4 === 3 ? 5 : 4),
      timestamp,
      listedAt: timestamp + delay,
      text: printEvent({ ...streams, send, timestamp, stampTime: second - 5_000, contact: send % 1_000 }),
    };
  });
  return events.sort((a, b) => a.timestamp - b.timestamp);
}

/** Rounds down to a whole second, in milliseconds. */
export function floorSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
