/** The ways to write one instant that ISO 8601 or the vendor's "or a timestamp" allow. All must mean the same. */
export const dateForms = {
  utc: (ms: number): string => new Date(ms).toISOString(),
  // Half an hour, and west of Greenwich: a server that drops the offset, its sign or its minutes shows.
  offset: (ms: number): string => new Date(ms - 3.5 * 3_600_000).toISOString().replace("Z", "-03:30"),
  microseconds: (ms: number): string => new Date(ms).toISOString().replace("Z", "000Z"),
  "epoch-ms": (ms: number): string => String(ms),
} as const;

/** Name of a way to write an instant. */
export type DateForm = keyof typeof dateForms;

/** Every date form. */
export const dateFormNames: readonly DateForm[] = Object.keys(dateForms) as DateForm[];

/** An instant at a whole second, without a fraction. */
export function wholeSecond(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
