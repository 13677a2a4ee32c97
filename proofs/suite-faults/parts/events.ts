import type { SandboxQuery } from "../../../src/sandbox/parse-event-request.ts";
import type { SandboxStore } from "../../../src/sandbox/sandbox-store.ts";
import { selectEvents } from "../../../src/sandbox/select-events.ts";
import type { Stages } from "../variant.ts";
import { type EventParts, type Json, partsOf } from "./json.ts";

/** Changes the list of events that answers a query. */
export function list(
  change: (events: Json[], query: SandboxQuery, store: SandboxStore) => readonly unknown[],
): Stages {
  return {
    select: (store, query, turn) =>
      change(parse(selectEvents(store, query, turn)), query, store).map((event) => JSON.stringify(event)),
  };
}

/** Edits every event, in place. */
export function every(edit: (parts: EventParts) => void): Stages {
  return list((events) => {
    for (const event of events) edit(partsOf(event));
    return events;
  });
}

/** Edits one event of each endpoint, in place, in whatever answer it stands. */
export function one(edit: (parts: EventParts) => void): Stages {
  return replaceOne((event) => {
    edit(partsOf(event));
    return event;
  });
}

/** Puts something else in the place of one event of each endpoint. */
export function replaceOne(replace: (event: Json) => unknown): Stages {
  return list((events, query, store) => {
    const marked = markedId(store, query);
    return events.map((event) => (event["id"] === marked ? replace(event) : event));
  });
}

/** Answers a query as the sandbox would answer another. */
export function select(
  choose: (store: SandboxStore, query: SandboxQuery, turn: number) => Iterable<string>,
): Stages {
  return { select: choose };
}

/** All events of a query's endpoint, oldest first, without its window. */
export function timeline(store: SandboxStore, query: SandboxQuery): Json[] {
  return parse(selectEvents(store, { ...query, start: undefined, end: undefined, sort: "asc" }, 0));
}

/** When an event was published. */
export function timeOf(event: Json): number {
  return Number(event["timestamp"]);
}

/** The one event of an endpoint that is special: somewhere past the middle, so that no bound is near by chance. */
function markedId(store: SandboxStore, query: SandboxQuery): unknown {
  const { times, textAt } = store.timeline(query.kind, query.notificationId);
  return times.length === 0 ? undefined : (JSON.parse(textAt(Math.floor(times.length * 0.61))) as Json)["id"];
}

function parse(texts: Iterable<string>): Json[] {
  return Array.from(texts, (text) => JSON.parse(text) as Json);
}
