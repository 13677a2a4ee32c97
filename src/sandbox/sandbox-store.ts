/**
 * The sandbox may hold millions of events, so it stores as little as it can of each. A shelf holds the events of one kind
 * of one notification as two arrays in the order of their timestamps: `times`, which windows are looked up in, and
 * `references`, which say where the text of each event comes from. The text of a generated event is made anew each time
 * it is served; only that of an added event is kept.
 *
 * An addition first waits in `pending`. The next read merges all that wait into new arrays and leaves the old ones as
 * they are. A response that is being sent reads the old ones to its end: it is a frozen timeline.
 */
import { endpoints } from "../../generated/contract.js";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { type GeneratedEvents, generateEvents, type HistorySeed } from "./generate-events.ts";
import type { SandboxEvent } from "./options.ts";

/** All events of a sandbox, by notification and kind. */
export interface SandboxStore {
  /** Whether the notification exists, with or without events. */
  knows(notificationId: number): boolean;
  /** Adds an event as the JSON text it is to be served as. */
  add(kind: EventKind, event: SandboxEvent, text: string): void;
  /** The events as they stand now; empty for an unknown notification. */
  timeline(kind: EventKind, notificationId: number): Timeline;
}

const emptyTimeline: Timeline = createShelf(undefined).timeline();

/**
 * @param notificationId Notification of events that do not say theirs. It exists, even without events.
 * @param histories What is generated, one history for each notification.
 */
export function createSandboxStore(notificationId: number, histories: readonly HistorySeed[]): SandboxStore {
  const historyOf = new Map(histories.map((history) => [history.notificationId, history]));
  // A shelf is made when it is first asked for: there may be thousands of notifications.
  const notifications = new Map<number, Map<EventKind, Shelf>>();
  for (const id of [notificationId, ...historyOf.keys()]) notifications.set(id, new Map());

  const shelfOf = (kinds: Map<EventKind, Shelf>, kind: EventKind, id: number): Shelf => {
    const history = historyOf.get(id);
    const shelf = kinds.get(kind) ?? createShelf(history && generateEvents(kind, history));
    kinds.set(kind, shelf);
    return shelf;
  };

  return {
    knows: (id) => notifications.has(id),
    add(kind, event, text) {
      const id = notificationOf(event) ?? notificationId;
      const kinds = notifications.get(id) ?? new Map<EventKind, Shelf>();
      notifications.set(id, kinds);
      shelfOf(kinds, kind, id).add(event.timestamp, text);
    },
    timeline(kind, id) {
      const kinds = notifications.get(id);
      return kinds === undefined ? emptyTimeline : shelfOf(kinds, kind, id).timeline();
    },
  };
}

/** The kind of endpoint that an event belongs to by its `type`, or undefined. */
export function kindOf(event: SandboxEvent): EventKind | undefined {
  return eventKinds.find((kind) => endpoints[kind].eventType === field(event, "type"));
}

/** The id in the first part of the detail that has one, such as `source.detail.activation.id`. */
function notificationOf(event: SandboxEvent): number | undefined {
  const detail = field(field(event, "source"), "detail");
  const parts = typeof detail === "object" && detail !== null ? Object.values(detail) : [];
  return parts.map((part) => field(part, "id")).find((id): id is number => Number.isInteger(id));
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** A frozen view of events in ascending order of their timestamps; later additions do not reach it. */
export interface Timeline {
  /** Milliseconds since 1970 UTC, ascending. */
  readonly times: Float64Array;
  /** The event at a position of `times`, as JSON text. */
  textAt(position: number): string;
}

/** The events of one kind of one notification. */
interface Shelf {
  add(timestamp: number, text: string): void;
  timeline(): Timeline;
}

/**
 * Keeps 12 bytes per event (timestamp and reference), and the text only of events that cannot be generated again. It
 * merges additions at the next read, so that adding one by one does not copy the arrays each time.
 */
function createShelf(generated: GeneratedEvents | undefined): Shelf {
  const count = generated?.count ?? 0;
  const texts: string[] = [];
  let pending: { readonly timestamp: number; readonly reference: number }[] = [];
  let times: Float64Array | undefined;
  let references = new Uint32Array(0);

  // A reference below `count` is the number of a send, any other a position in `texts`.
  const textOf = (reference: number): string =>
    (reference < count ? generated?.textAt(reference) : texts[reference - count]) ?? "null";

  const mergePending = (): Float64Array => {
    if (times === undefined) {
      times = new Float64Array(count);
      for (let send = 0; send < count; send++) times[send] = generated?.timestampAt(send) ?? 0;
      references = new Uint32Array(count);
      for (let send = 0; send < count; send++) references[send] = send;
    }
    if (pending.length === 0) return times;
    // Stable, and older entries first below: at equal timestamps events stay in the order in which they came.
    const added = pending.sort((a, b) => a.timestamp - b.timestamp);
    pending = [];
    const oldTimes = times;
    const oldReferences = references;
    times = new Float64Array(oldTimes.length + added.length);
    references = new Uint32Array(times.length);
    let old = 0;
    let position = 0;
    for (const { timestamp, reference } of added) {
      const until = upperBound(oldTimes, timestamp);
      times.set(oldTimes.subarray(old, until), position);
      references.set(oldReferences.subarray(old, until), position);
      position += until - old;
      old = until;
      times[position] = timestamp;
      references[position] = reference;
      position += 1;
    }
    times.set(oldTimes.subarray(old), position);
    references.set(oldReferences.subarray(old), position);
    return times;
  };

  return {
    add(timestamp, text) {
      pending.push({ timestamp, reference: count + texts.length });
      texts.push(text);
    },
    timeline() {
      const merged = mergePending();
      const frozen = references;
      return { times: merged, textAt: (position) => textOf(frozen[position] ?? 0) };
    },
  };
}

/** The first position whose time is `>= time`. Times are whole milliseconds. */
export function lowerBound(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(times: Float64Array, time: number): number {
  return lowerBound(times, time + 1);
}
