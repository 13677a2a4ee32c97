import { eventTemplates } from "../../generated/event-templates.js";
import { createEventForm, mix, uuidOf } from "../../src/sandbox/event-form.ts";
import { type EventKind, eventKinds } from "../../src/shared/event-kinds.ts";

/** How the followers are set, in milliseconds: as in earnest, only faster. */
export const timing = { lag: 500, overlap: 3_000, every: 40 } as const;

/** The notification that is followed. */
export const notificationId = 156;

/** What all processes of one run agree on: from it, each knows every event there will ever be. */
export interface EventPlan {
  readonly seed: number;
  /** First second that has events, in milliseconds since 1970 UTC. */
  readonly begin: number;
  /** Events of a second: as many, to twice as many. Default 100. */
  readonly perSecond?: number | undefined;
}

/** One kind of events of one notification. */
export interface PlannedStream {
  readonly kind: EventKind;
  readonly notificationId: number;
}

/** The stream that followers follow. */
const followed: PlannedStream = { kind: "activations", notificationId };

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
const forms = new Map<string, ReturnType<typeof createEventForm>>();

function formOf({ kind, notificationId }: PlannedStream): ReturnType<typeof createEventForm> {
  const name = `${kind} ${notificationId}`;
  const form = forms.get(name) ?? createEventForm(eventTemplates[kind].usual[0], notificationId, 0);
  forms.set(name, form);
  return form;
}

/** The events of a plan and a stream with a timestamp from `start` to before `end`, in ascending order. */
export function plannedEvents(
  plan: EventPlan,
  start: number,
  end: number,
  stream: PlannedStream = followed,
): PlannedEvent[] {
  const { kind, notificationId: id } = stream;
  // Streams differ in all that they list.
  const seed = mix(plan.seed, id * eventKinds.length + eventKinds.indexOf(kind));
  const events: PlannedEvent[] = [];
  for (let second = Math.max(plan.begin, floorSecond(start)); second < end; second += 1_000) {
    events.push(...eventsOfSecond({ ...plan, seed }, second, formOf(stream)));
  }
  return events.filter(({ timestamp }) => timestamp >= start && timestamp < end);
}

function eventsOfSecond(
  { seed, begin, perSecond = 100 }: EventPlan,
  second: number,
  printEvent: ReturnType<typeof createEventForm>,
): PlannedEvent[] {
  const number = (second - begin) / 1_000;
  const count = perSecond + (mix(seed, number) % perSecond);
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
