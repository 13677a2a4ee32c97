import { stringify } from "csv-stringify/sync";
import { eventColumns } from "../../../generated/contract.js";
import type { NotificationEvent } from "../../client/events.ts";
import { rawEvent } from "../../client/raw-events.ts";
import type { EventKind } from "../../shared/event-kinds.ts";
import { type EventFormat, eventLine, isChanged, jsonText } from "./event-text.ts";

/** Where a value goes. It may have both: what one kind of receiver has as a number is an object in another. */
interface Place {
  /** Number of the column, unless only fields of the value have columns. */
  column?: number;
  /** The places of its fields, nested as the fields are: a dot within a field's name leads nowhere else. */
  readonly fields: Map<string, Place>;
}

// A lone carriage return ends a line for some readers, but would not be quoted by itself.
const quoting = { quoted_match: /\r/ };

/**
 * Comma-separated values as RFC 4180 describes them, but with a line feed alone at the end of a line, under a header.
 *
 * The last column, `raw`, is the whole event as the server sent it wherever the other columns do not hold all of it: the
 * event is not known, or something in it is of another kind or shape, or is not documented, or a number in it is more
 * exact than JavaScript's. So a table never lacks anything.
 */
export function csv(kind: EventKind): EventFormat {
  return csvOf(eventColumns[kind]);
}

/** Writes events with these columns, each the path of a value, and `raw`. */
export function csvOf(names: readonly string[]): EventFormat {
  const places = nest(names);
  let header = stringify([[...names, "raw"]], quoting);
  const withHeader = (text: string): string => {
    const all = header + text;
    header = "";
    return all;
  };
  return {
    batch: (events) =>
      withHeader(
        stringify(
          events.map((event) => toRow(event, places, names.length)),
          quoting,
        ),
      ),
    end: () => withHeader(""),
  };
}

function toRow(event: NotificationEvent, places: Place, width: number): string[] {
  const row: string[] = new Array(width + 1).fill("");
  const value = rawEvent(event);
  if (!fill(row, value, places) || isChanged(event, value)) row[width] = eventLine(event);
  return row;
}

/** Puts a value where it belongs; whether the columns hold all of it. */
function fill(row: string[], value: unknown, place: Place | undefined): boolean {
  if (place === undefined || value === null) return false;
  if (typeof value === "object" && !Array.isArray(value) && place.fields.size > 0) {
    const fields = Object.entries(value);
    // In the columns, an object without fields looks like none.
    let complete = fields.length > 0;
    for (const [name, field] of fields) {
      if (!fill(row, field, place.fields.get(name))) complete = false;
    }
    return complete;
  }
  if (place.column === undefined) return false;
  row[place.column] = typeof value === "object" ? jsonText(value) : String(value);
  return true;
}

function nest(paths: readonly string[]): Place {
  const root: Place = { fields: new Map() };
  for (const [column, path] of paths.entries()) {
    let place = root;
    for (const name of path.split(".")) {
      const inner = place.fields.get(name) ?? { fields: new Map() };
      place.fields.set(name, inner);
      place = inner;
    }
    place.column = column;
  }
  return root;
}
