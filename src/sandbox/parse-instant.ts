const isoForm =
  /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|([+-])([01]\d|2[0-3]):?([0-5]\d))?)?$/i;
const numericForm = /^-?\d{1,16}$/;

/**
 * Reads a date as `start` and `end` take it: ISO 8601, or a whole number of milliseconds since 1970 UTC (the reference
 * says "a timestamp"; milliseconds are assumed, as in `timestamp`).
 *
 * A fraction finer than a millisecond is rounded **up**: for a whole `timestamp`, `>= x` and `< x` then mean the same
 * as with the exact value. Rounding down would let `start=…00.0005Z` include an event at `…00.000`.
 *
 * @param zoneless - what a date without a zone is: UTC, or no date
 * @returns whole milliseconds since 1970 UTC, or undefined when the text is no such date
 */
export function parseInstant(text: string, zoneless: "utc" | "refuse"): number | undefined {
  if (numericForm.test(text)) return Number(text);
  const match = isoForm.exec(text);
  if (match === null) return undefined;
  const [, date = "", time = "00:00", second = "00", fraction = "", zone, sign, hours, minutes] = match;
  if (zone === undefined && zoneless === "refuse") return undefined;
  const wallClock = Date.parse(`${date}T${time}:${second}Z`);
  // Date.parse takes 30 February for 1 March, and 24:00 for the next day.
  if (Number.isNaN(wallClock) || !new Date(wallClock).toISOString().startsWith(date)) return undefined;
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  const finer = /[1-9]/.test(fraction.slice(3)) ? 1 : 0;
  return wallClock + Number(fraction.padEnd(3, "0").slice(0, 3)) + finer - (sign === "-" ? -offset : offset);
}
