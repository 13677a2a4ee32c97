/** Writes an instant, given in epoch milliseconds. */
export type Writer = (ms: number) => string;

/** Name of a way to write an instant. */
export type DateForm = "utc" | "offset" | "microseconds" | "epoch-ms";

/** The form that everything else is asked in. */
export const utc: Writer = (ms) => new Date(ms).toISOString();

/** An offset of hours and minutes. */
const zoned =
  (sign: "+" | "-", hours: number, minutes: number): Writer =>
  (ms) => {
    const local = ms + (sign === "+" ? 1 : -1) * (hours * 60 + minutes) * 60_000;
    const pad = (part: number) => String(part).padStart(2, "0");
    return utc(local).replace("Z", `${sign}${pad(hours)}:${pad(minutes)}`);
  };

const microseconds: Writer = (ms) => utc(ms).replace("Z", "000Z");
const number: Writer = (ms) => String(ms);

/**
 * The ways to write one instant that ISO 8601 or the vendor's "or a timestamp" allow. All must mean the same. Each has
 * a writer for either bound: offsets, west and east with minutes, so that a server shows that drops an offset, its sign
 * or its minutes, that reads "+" as a space, or that wants one offset for both bounds.
 */
export const dateForms: Readonly<Record<DateForm, readonly [lower: Writer, upper: Writer]>> = {
  utc: [utc, utc],
  offset: [zoned("-", 3, 30), zoned("+", 5, 45)],
  microseconds: [microseconds, microseconds],
  "epoch-ms": [number, number],
};

/** Every date form. */
export const dateFormNames: readonly DateForm[] = Object.keys(dateForms) as DateForm[];

/** True for a query that writes an instant as a number. That it counts milliseconds is our assumption. */
export function hasNumber(query: readonly (readonly [name: string, value: string])[]): boolean {
  return query.some(([, value]) => /^\d+$/.test(value));
}

/** An instant at a whole second, without a fraction. */
export function wholeSecond(ms: number): string {
  return utc(ms).replace(".000Z", "Z");
}

/** The same as Python's `isoformat()` writes it. */
export function wholeSecondWithOffset(ms: number): string {
  return utc(ms).replace(".000Z", "+00:00");
}
