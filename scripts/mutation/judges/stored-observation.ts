import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { textOf } from "../../../contract-tests/engine/event.ts";
import type { Observation } from "../../../contract-tests/engine/observation.ts";

/** An observation as a file holds it. Its text stands in a file of its own, for most servers answer alike. */
export interface StoredObservation extends Pick<Observation, "id" | "exchange" | "fault"> {
  /** Digest of the text; absent where the body has none. */
  readonly text?: string | undefined;
}

/** Stores an observation, and its text in `directory`, once for all that share it. */
export function store(directory: string, observation: Observation): StoredObservation {
  const { id, exchange, fault } = observation;
  const text = observation.text();
  if (text === undefined) return { id, exchange, fault };
  const digest = createHash("sha256").update(text).digest("hex");
  const file = join(directory, digest);
  if (!existsSync(file)) writeFileSync(file, deflateRawSync(text, { level: 1 }));
  return { id, exchange, fault, text: digest };
}

/** What is read of a text once, however many answers consist of it. */
export interface TextShelf {
  readonly directory: string;
  readonly lists: Map<string, readonly unknown[]>;
  /** Events by their text, as the engine shares them between answers. */
  readonly events: Map<string, unknown>;
}

/** Restores an observation. Its text is read when it is asked for: a check looks into a few of a run's hundred. */
export function restore(shelf: TextShelf, { id, exchange, fault, text }: StoredObservation): Observation {
  return {
    id,
    exchange,
    fault,
    header: (name) => exchange.headers.find(([key]) => key === name)?.[1],
    text: () => (text === undefined ? undefined : readText(shelf, text)),
    get events() {
      return text === undefined || fault !== undefined ? undefined : listIn(shelf, text);
    },
  };
}

function readText({ directory }: TextShelf, digest: string): string {
  return inflateRawSync(readFileSync(join(directory, digest))).toString();
}

function listIn(shelf: TextShelf, digest: string): readonly unknown[] {
  const before = shelf.lists.get(digest);
  if (before) return before;
  const text = readText(shelf, digest);
  const events = text.trim() === "" ? [] : (JSON.parse(text) as unknown[]);
  const list = events.map((event) => shared(shelf, event));
  shelf.lists.set(digest, list);
  return list;
}

function shared({ events }: TextShelf, event: unknown): unknown {
  const text = typeof event === "object" ? textOf(event) : undefined;
  if (text === undefined) return event;
  const before = events.get(text) ?? event;
  events.set(text, before);
  return before;
}
