/** Writes an instant, given in epoch milliseconds. */
export type Writer = (ms: number) => string;

/** How one bound is written in a form, and the unit in milliseconds of which the form can say whole multiples. */
export interface BoundWriter {
  readonly write: Writer;
  readonly unit: number;
}

/** Name of a way to write the bounds of a window. */
export type DateForm =
  | "utc"
  | "offset"
  | "microseconds"
  | "short-fraction"
  | "whole-seconds"
  | "epoch-ms"
  | "epoch-ms-start"
  | "epoch-ms-end";

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

/** A fraction of so many digits; what it cannot say is cut off. */
const fraction =
  (digits: number): Writer =>
  (ms) =>
    utc(ms).replace(/\.(\d{3})Z$/, (_all, thousandths: string) => `.${thousandths.slice(0, digits)}Z`);

const dated: BoundWriter = { write: utc, unit: 1 };
const microseconds: BoundWriter = { write: (ms) => utc(ms).replace("Z", "000Z"), unit: 1 };
const number: BoundWriter = { write: String, unit: 1 };

/**
 * The ways to write one instant that ISO 8601 or the vendor's "or a timestamp" allow. All must mean the same. Each has
 * a writer for either bound: offsets, west and east with minutes, so that a server shows that drops an offset, its sign
 * or its minutes, that reads "+" as a space, or that wants one offset for both bounds; so large that the local date is
 * mostly another one. Whole seconds end in `Z` and, as
 * Python's `isoformat()` writes it, in `+00:00`. A number meets a date, because a server may read one bound as it reads the other.
 */
export const dateForms: Readonly<Record<DateForm, readonly [lower: BoundWriter, upper: BoundWriter]>> = {
  utc: [dated, dated],
  offset: [
    { write: zoned("-", 11, 30), unit: 1 },
    { write: zoned("+", 12, 45), unit: 1 },
  ],
  microseconds: [microseconds, microseconds],
  "short-fraction": [
    { write: fraction(1), unit: 100 },
    { write: fraction(2), unit: 10 },
  ],
  "whole-seconds": [
    { write: (ms) => utc(ms).replace(".000Z", "Z"), unit: 1000 },
    { write: (ms) => utc(ms).replace(".000Z", "+00:00"), unit: 1000 },
  ],
  "epoch-ms": [number, number],
  "epoch-ms-start": [number, dated],
  "epoch-ms-end": [dated, number],
};

/** Every date form. */
export const dateFormNames: readonly DateForm[] = Object.keys(dateForms) as DateForm[];

/** True for a query that writes an instant as a number. We assume that it counts milliseconds. */
export function hasNumber(query: readonly (readonly [name: string, value: string])[]): boolean {
  return query.some(([, value]) => /^\d+$/.test(value));
}
