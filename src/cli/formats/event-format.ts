import type { NotificationEvent } from "../../client/events.ts";
import { rawEvent } from "../../client/raw-events.ts";
import type { EventKind } from "../../shared/event-kinds.ts";
import { csv } from "./csv.ts";
import { jsonText } from "./json-text.ts";

/** Turns the events of one answer into a text, piece by piece: nothing is collected. */
export interface EventFormat {
  /** One text a batch: a write per event would take longer than reading it. */
  batch(events: readonly NotificationEvent[]): string;
  /** What comes after the last batch. */
  end(): string;
}

/** The formats by name, each made anew for one answer. */
export const eventFormats: Readonly<Record<"ndjson" | "json" | "csv", (kind: EventKind) => EventFormat>> = {
  ndjson,
  json,
  csv,
};

/** One event a line. */
export function ndjson(): EventFormat {
  return {
    batch: (events) => events.map((event) => `${jsonText(rawEvent(event))}\n`).join(""),
    end: () => "",
  };
}

/** One array, an event a line. It is closed by `end` alone, so that a part never passes for the whole. */
function json(): EventFormat {
  let before = "[\n";
  return {
    batch(events) {
      const text = before + events.map((event) => jsonText(rawEvent(event))).join(",\n");
      before = ",\n";
      return text;
    },
    end: () => (before === ",\n" ? "\n]\n" : "[]\n"),
  };
}
