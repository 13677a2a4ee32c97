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
 * What a view shows of an event: the columns of the CSV, in its order. In front of them stand the table's columns
 * `notification_id` and `published_at`, behind them `event`.
 */
export function viewColumns(kind: EventKind): readonly ViewColumn[] {
  return eventColumns[kind].map((column) => ({
    name: identifier(column),
    path: column.split("."),
  }));
}

/** A name that SQL takes without quotes. */
function identifier(text: string): string {
  return text.replaceAll(/\W/g, "_");
}
