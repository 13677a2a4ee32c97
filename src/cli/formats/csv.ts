import { stringify } from "csv-stringify/sync";
import { eventColumns, eventColumnTypes } from "../../../generated/contract.js";
import type { NotificationEvent } from "../../client/events.ts";
import { rawEvent } from "../../client/raw-events.ts";
import type { EventKind } from "../../shared/event-kinds.ts";
import { type EventFormat, eventLine, isChanged, jsonText } from "./event-text.ts";

/** The place of a value. It may have both forms: a number in one kind of receiver is an object in another. */
interface Place {
  /** Number of the column, unless only fields of the value have columns. */
  column?: number;
  /** JSON types of the column's values as the contract has them; none if it names none. */
  types: readonly string[];
  /** The places of its fields, nested like the fields, so that a dot within a field's name is not a path. */
  readonly fields: Map<string, Place>;
}

// A lone carriage return ends a line for some readers, but would not be quoted by itself.
const quoting = { quoted_match: /\r/ };

/**
 * Comma-separated values as RFC 4180 describes them, but with a line feed alone at the end of a line, under a header.
 *
 * The last column, `raw`, is the whole event as the server sent it wherever the other columns do not hold all of it:
 * the event is not known, or something in it is of another type, kind or shape, is not documented, or looks like
 * nothing or like something else in a cell: an empty text, half a surrogate pair, a number that is more exact than
 * JavaScript's. So a table has every value.
 */
export function csv(kind: EventKind, options?: CsvOptions): EventFormat {
  return csvOf(eventColumns[kind], eventColumnTypes[kind], options);
}

/** The column beside `timestamp`: the same instant in ISO 8601, which a spreadsheet and SQL read as a time. */
const timeColumn = "published_at";

/** All columns of one kind, in their order. */
export function csvColumns(kind: EventKind): readonly string[] {
  return withExtraColumns(eventColumns[kind]);
}

function withExtraColumns(names: readonly string[]): readonly string[] {
  return [...names.flatMap((name) => (name === "timestamp" ? [name, timeColumn] : [name])), "raw"];
}

/** How a table is written. */
export interface CsvOptions {
  /** Some of the columns, in this order. Default: all. */
  readonly columns?: readonly string[] | undefined;
  /**
   * Puts `'` before a cell that a spreadsheet would run as a formula; `raw` then has the original event. Default
   * `false`.
   */
  readonly escapeFormulas?: boolean | undefined;
}

/** Writes events with these columns, each the path of a value, and `raw`. */
export function csvOf(
  names: readonly string[],
  types: Readonly<Record<string, readonly string[]>> = {},
  { escapeFormulas = false, columns }: CsvOptions = {},
): EventFormat {
  const places = nest(names, types);
  const all = withExtraColumns(names);
  const chosen = (columns ?? all).map((name) => all.indexOf(name));
  let header = stringify([chosen.map((column) => all[column])], quoting);
  const withHeader = (text: string): string => {
    const whole = header + text;
    header = "";
    return whole;
  };
  const timeAt = all.indexOf(timeColumn);
  const toCells = (event: NotificationEvent): string[] => {
    const row = toRow(event, places, names.length, escapeFormulas);
    if (timeAt >= 0) row.splice(timeAt, 0, isoTime(event.timestamp));
    return columns === undefined ? row : chosen.map((column) => row[column] ?? "");
  };
  return {
    batch: (events) => withHeader(stringify(events.map(toCells), quoting)),
    end: () => withHeader(""),
  };
}

function toRow(event: NotificationEvent, places: Place, width: number, escapeFormulas: boolean): string[] {
  const row: string[] = new Array(width + 1).fill("");
  const value = rawEvent(event);
  let complete = fill(row, value, places);
  if (escapeFormulas) {
    for (const [column, cell] of row.entries()) {
      if (!formula.test(cell) || isNumber.test(cell)) continue;
      row[column] = `'${cell}`;
      complete = false;
    }
  }
  if (!complete || isChanged(event, value)) row[width] = safeLine(event, escapeFormulas);
  return row;
}

/** An unknown event may have any number there. */
function isoTime(timestamp: unknown): string {
  if (typeof timestamp !== "number" || !(Math.abs(timestamp) <= 8.64e15)) return "";
  return new Date(timestamp).toISOString();
}

/**
 * The characters that begin a formula in spreadsheets, in their wide forms too. Spreadsheets skip a tab or line break
 * before them.
 */
const formula = /^[\t\r\n]|^[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/;
const isNumber = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** An event that is not an object may begin like a formula; with a space before it, it is the same JSON. */
function safeLine(event: NotificationEvent, escapeFormulas: boolean): string {
  const line = eventLine(event);
  return escapeFormulas && formula.test(line) ? ` ${line}` : line;
}

/** Puts a value into its columns; returns whether they hold all of it. */
function fill(row: string[], value: unknown, place: Place | undefined): boolean {
  if (place === undefined || value === null) return false;
  if (typeof value === "object" && !Array.isArray(value) && place.fields.size > 0) {
    const fields = Object.entries(value);
    // In the columns, an empty object looks like an absent one.
    let complete = fields.length > 0;
    for (const [name, field] of fields) {
      if (!fill(row, field, place.fields.get(name))) complete = false;
    }
    return complete;
  }
  if (place.column === undefined) return false;
  row[place.column] = typeof value === "object" ? jsonText(value) : String(value);
  return isPlain(value, place.types);
}

/** Whether the text of a cell and the type of its column determine the value. */
function isPlain(value: unknown, types: readonly string[]): boolean {
  // Half a surrogate pair has no bytes in UTF-8.
  if (value === "" || (typeof value === "string" && /\p{Cs}/u.test(value))) return false;
  const [type] = types;
  if (type !== undefined && types.length === 1)
    return type === jsonType(value) || (type === "number" && typeof value === "number");
  return typeof value !== "string" || !looksLikeJson.test(value);
}

const looksLikeJson = /^\s*(?:true|false|null|-?\d|[[{])/;

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

function nest(paths: readonly string[], types: Readonly<Record<string, readonly string[]>>): Place {
  const root: Place = { types: [], fields: new Map() };
  for (const [column, path] of paths.entries()) {
    let place = root;
    for (const name of path.split(".")) {
      const inner = place.fields.get(name) ?? { types: [], fields: new Map() };
      place.fields.set(name, inner);
      place = inner;
    }
    place.column = column;
    place.types = types[path] ?? [];
  }
  return root;
}
