import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { generateEvents, type HistorySeed } from "./generate-events.ts";
import { createShelf, type Shelf, type Timeline } from "./timeline.ts";
import type { SandboxEvent } from "./wire.ts";

/** All events of a sandbox, by notification and kind. */
export interface EventStore {
  /** Whether the notification exists, with or without events. */
  knows(notificationId: number): boolean;
  /** Adds an event as the JSON text it is to be served as. */
  add(kind: EventKind, event: SandboxEvent, text: string): void;
  /** The events as they stand now; empty for an unknown notification. */
  timeline(kind: EventKind, notificationId: number): Timeline;
}

const emptyTimeline: Timeline = createShelf(undefined).timeline();

/**
 * @param notificationId - notification of events that do not say theirs
 * @param histories - what is generated, one history per notification
 */
export function createEventStore(notificationId: number, histories: readonly HistorySeed[]): EventStore {
  const notifications = new Map<number, Record<EventKind, Shelf>>();
  for (const history of histories) notifications.set(history.notificationId, createShelves(history));
  if (!notifications.has(notificationId)) notifications.set(notificationId, createShelves(undefined));

  return {
    knows: (id) => notifications.has(id),
    add(kind, event, text) {
      const id = notificationOf(event) ?? notificationId;
      const shelves = notifications.get(id) ?? createShelves(undefined);
      notifications.set(id, shelves);
      shelves[kind].add(event.timestamp, text);
    },
    timeline: (kind, id) => notifications.get(id)?.[kind].timeline() ?? emptyTimeline,
  };
}

/** The kind of endpoint that an event belongs to by its `type`, or undefined. */
export function kindOf(event: SandboxEvent): EventKind | undefined {
  return eventKinds.find((kind) => kind === `${event["type"]}s`);
}

function createShelves(history: HistorySeed | undefined): Record<EventKind, Shelf> {
  const shelf = (kind: EventKind): Shelf => createShelf(history && generateEvents(kind, history));
  return {
    activations: shelf("activations"),
    executions: shelf("executions"),
    cancellations: shelf("cancellations"),
  };
}

function notificationOf(event: SandboxEvent): number | undefined {
  const detail = field(field(event, "source"), "detail");
  const id = field(field(detail, "activation") ?? field(detail, "execution"), "id");
  return typeof id === "number" && Number.isInteger(id) ? id : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
