import { open } from "node:fs/promises";
import { endpoints } from "../../generated/contract.js";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import type { SandboxEvent } from "./options.ts";
import { kindOf, type SandboxStore } from "./sandbox-store.ts";

const eventShape = "an object with an integer `timestamp` (milliseconds since 1970 UTC)";

/**
 * Adds events to the endpoint of `kind`, or each to that of its `type`. All are checked before the first is added.
 *
 * @throws TypeError - one is no event, its `type` belongs to no endpoint, or `kind` is unknown
 */
export function addEvents(store: SandboxStore, events: readonly SandboxEvent[], kind?: EventKind): void {
  if (kind !== undefined && !eventKinds.includes(kind)) {
    throw new TypeError(`Events cannot be added: the kind must be one of ${eventKinds.join(", ")}.`);
  }
  const checked = events.map((event, index) => ({
    event,
    kind: kind ?? requireKind(event, `events[${index}]`),
    text: JSON.stringify(requireEvent(event, `events[${index}]`)),
  }));
  for (const { event, kind, text } of checked) store.add(kind, event, text);
}

/**
 * Adds the events of an NDJSON file, each served exactly as its line. Blank lines are skipped.
 *
 * @throws Error - the file cannot be read, or a line is no event; the message names the line, never its content
 */
export async function addEventsFromFile(store: SandboxStore, path: string): Promise<void> {
  const file = await open(path).catch((error: unknown) => {
    throw new Error(`The event file ${path} cannot be opened.`, { cause: error });
  });
  try {
    let number = 0;
    for await (const line of file.readLines({ encoding: "utf8" })) {
      number += 1;
      // Also takes off a byte order mark.
      const text = line.trim();
      if (text === "") continue;
      const place = `line ${number} of ${path}`;
      const event = requireEvent(parseJson(text), place);
      store.add(requireKind(event, place), event, text);
    }
  } finally {
    await file.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message quotes the text, which may hold personal data.
    return undefined;
  }
}

function requireEvent(value: unknown, place: string): SandboxEvent {
  if (isEvent(value)) return value;
  throw new TypeError(`No event can be read from ${place}: it must be ${eventShape}.`);
}

function isEvent(value: unknown): value is SandboxEvent {
  return typeof value === "object" && value !== null && Number.isSafeInteger(Reflect.get(value, "timestamp"));
}

function requireKind(event: SandboxEvent, place: string): EventKind {
  const kind = kindOf(requireEvent(event, place));
  if (kind !== undefined) return kind;
  const types = Object.values(endpoints).map(({ eventType }) => eventType);
  throw new TypeError(
    `The type of ${place} is none of ${types.join(", ")}: add it with append(kind, event).`,
  );
}
