import { stringify } from "csv-stringify/sync";
import { rawEvent } from "../../client/raw-events.ts";
import type { EventKind } from "../../shared/event-kinds.ts";
import { csvColumns } from "./csv-columns.ts";
import { type EventFormat, jsonText } from "./event-text.ts";

/** Number of the column for each field, nested as the fields are: a dot within a field's name leads nowhere else. */
interface Columns {
  readonly [name: string]: number | Columns;
}

// A lone carriage return ends a line for some readers, but would not be quoted by itself.
const quoting = { quoted_match: /\r/ };

/**
 * Comma-separated values as RFC 4180 describes them, but with a line feed alone at the end of a line, under a header.
 *
 * The last column, `raw`, is the whole event as JSON wherever the other columns do not hold all of it: the event is not
 * known, or something in it is of another kind or shape, or is not documented. So a table never lacks anything.
 */
export function csv(kind: EventKind): EventFormat {
  const names = csvColumns[kind];
  const columns = nest(names);
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
          events.map((event) => toRow(rawEvent(event), columns, names.length)),
          quoting,
        ),
      ),
    end: () => withHeader(""),
  };
}

function toRow(event: unknown, columns: Columns, width: number): string[] {
  const row: string[] = new Array(width + 1).fill("");
  if (!fill(row, event, columns)) row[width] = jsonText(event);
  return row;
}

/** Puts a value where it belongs; whether the columns hold all of it. */
function fill(row: string[], value: unknown, place: number | Columns | undefined): boolean {
  if (place === undefined || value === null) return false;
  if (typeof place === "number") {
    row[place] = typeof value === "object" ? jsonText(value) : String(value);
    return true;
  }
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const fields = Object.entries(value);
  // In the columns, an object without fields looks like none.
  let complete = fields.length > 0;
  for (const [name, field] of fields) {
    const inner = Object.hasOwn(place, name) ? place[name] : undefined;
    if (!fill(row, field, inner)) complete = false;
  }
  return complete;
}

function nest(paths: readonly string[]): Columns {
  const root: Record<string, unknown> = {};
  for (const [number, path] of paths.entries()) {
    const names = path.split(".");
    const last = names.pop() ?? path;
    let parent = root;
    for (const name of names) {
      parent[name] ??= {};
      parent = parent[name] as Record<string, unknown>;
    }
    parent[last] = number;
  }
  return root as Columns;
}
