import { eventColumns } from "../../generated/contract.js";
import type { EventKind } from "../shared/event-kinds.ts";

/** A column of a view over the stored events. */
export interface ViewColumn {
  /** The path with underscores for dots and dashes, such as `source_detail_activation_stamp_id`. */
  readonly name: string;
  /** The names on the way to the value within an event. */
  readonly path: readonly string[];
}

/** The name of the view of one kind. */
export function viewName(kind: EventKind): string {
  return `np6_${identifier(kind)}`;
}

/**
 * The columns of an event in a view: those of the CSV, in the same order. The table's columns `notification_id` and
 * `published_at` come before them, and `event` after them.
 */
export function viewColumns(kind: EventKind): readonly ViewColumn[] {
  return eventColumns[kind].map((column) => ({
    name: identifier(column),
    path: column.split("."),
  }));
}

/** A name that SQL accepts without quotes. */
function identifier(text: string): string {
  return text.replaceAll(/\W/g, "_");
}
