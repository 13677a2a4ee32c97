import type { Check } from "../engine/check.ts";
import type { Probe } from "../engine/probe.ts";
import type { PlannedWindow } from "./window-plan.ts";

/** The whole window, in each order and coding. */
export const listings = ["ascending", "unsorted", "descending", "compressed", "repeated"] as const;

/** A key that must be rejected. */
export const badKeyIds = [
  "key-none",
  "key-empty",
  "key-wrong",
  "key-truncated",
  "key-extended",
  "key-other-case",
  "key-in-query",
] as const;

/** A notification id that is no int32. */
export const badNotificationIds = ["id-zero", "id-negative", "id-overflow", "id-not-a-number"] as const;

/** The run's own notification id in another spelling. */
export const spelledIds = ["id-leading-zero", "id-decimal"] as const;

/** A bound that is far away, and the day that most years do not have. */
export const farDateIds = [
  "start-far-past",
  "end-far-past",
  "start-far-future",
  "end-far-future",
  "start-leap-day",
] as const;

/** A parameter without a value. */
export const emptyValueIds = ["start-empty", "end-empty", "sort-empty"] as const;

/** A query of which a part cannot be read. */
export const badQueryIds = [
  "start-malformed",
  "start-impossible",
  "end-malformed",
  "end-impossible",
  "sort-unknown",
] as const;

/** Requests whose responses are judged only for their order, because nothing else is known about them. */
export const recordedIds = ["date-without-zone", "no-window"] as const;

/** Id of a probe: what checks name in `needs`. A name that is misspelt does not compile. */
export type ProbeId =
  | (typeof listings)[number]
  | (typeof badKeyIds)[number]
  | (typeof badNotificationIds)[number]
  | (typeof spelledIds)[number]
  | (typeof farDateIds)[number]
  | (typeof emptyValueIds)[number]
  | (typeof badQueryIds)[number]
  | (typeof recordedIds)[number]
  | PlannedWindow["id"]
  | "tile-before"
  | "tile-after"
  | "empty-window"
  | "single-window"
  | "quiet-window"
  | "inverted-window"
  | "id-unknown"
  | "unknown-path"
  | "probe-head"
  | "probe-post"
  | "client"
  | `parameter-${string}`
  | `example-${string}`
  | `status-${string}`;

/** A probe of the catalogue. */
export type SuiteProbe = Probe<ProbeId>;

/** A check of the catalogue. */
export type SuiteCheck = Check<ProbeId>;
