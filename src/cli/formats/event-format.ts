import type { EventKind } from "../../shared/event-kinds.ts";
import { type CsvOptions, csv } from "./csv.ts";
import { type EventFormat, eventLine } from "./event-text.ts";

/** The formats by name; each call makes one for one response. */
export const eventFormats: Readonly<
  Record<"ndjson" | "json" | "csv", (kind: EventKind, options?: CsvOptions) => EventFormat>
> = {
  ndjson,
  json,
  csv,
};

/** One event a line. */
export function ndjson(): EventFormat {
  return {
    batch: (events) => events.map((event) => `${eventLine(event)}\n`).join(""),
    end: () => "",
  };
}

/** One array, an event a line. Only `end` closes it, so that a part is never mistaken for the whole. */
function json(): EventFormat {
  let before = "[\n";
  return {
    batch(events) {
      const text = before + events.map(eventLine).join(",\n");
      before = ",\n";
      return text;
    },
    end: () => (before === ",\n" ? "\n]\n" : "[]\n"),
  };
}
