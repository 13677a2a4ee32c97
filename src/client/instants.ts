import { Np6ConfigError } from "../errors.ts";

/**
 * A point in time: a `Date`; anything with `epochMilliseconds`, such as `Temporal.Instant` and `Temporal.ZonedDateTime`;
 * a number of epoch **milliseconds**; or an ISO 8601 date and time with a zone, such as `2026-02-01T10:00:00Z` or
 * `2026-02-01T11:00:00.250+01:00`.
 */
export type Instant = Date | { readonly epochMilliseconds: number } | number | string;

/** An instant as it is sent. */
export interface WireInstant {
  /** ISO 8601 in UTC with milliseconds, the form of the vendor's own sample: `2026-02-01T10:00:00.000Z`. */
  readonly wire: string;
  /** The same in epoch milliseconds. */
  readonly epochMs: number;
}

/** A smaller number almost certainly counts seconds: as milliseconds it would be before March 1973. */
const leastMilliseconds = 1e11;
/** The years 0000 to 9999, which ISO 8601 writes with four digits. */
const earliest = -62_167_219_200_000;
const latest = 253_402_300_799_999;

const isoDateTime =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/;

/**
 * Checks a filter and converts it to the form that is sent.
 *
 * A fraction of a millisecond is rounded **up**. Event timestamps are whole milliseconds, so `>= 0.4` and `>= 1`, and
 * `< 0.4` and `< 1`, choose the same events. Rounding down would lose some at the `end`.
 *
 * @param name - The parameter, for the message.
 * @throws {@link Np6ConfigError} for anything that is not exactly one instant.
 */
export function toWireInstant(value: Instant, name: string): WireInstant {
  const epochMs = Math.ceil(toEpochMs(value, name));
  if (epochMs < earliest || epochMs > latest) {
    throw new Np6ConfigError(`${name}: ${shown(value)} is not in the years 0000 to 9999.`);
  }
  return { wire: new Date(epochMs).toISOString(), epochMs };
}

function toEpochMs(value: Instant, name: string): number {
  if (typeof value === "string") return parseIso(value, name);
  if (typeof value === "number" && value < leastMilliseconds && Number.isFinite(value)) {
    throw new Np6ConfigError(
      `${name}: ${value} looks like epoch seconds; epoch milliseconds are expected (${value * 1000}). ` +
        "Pass a time before March 1973 as a Date.",
    );
  }
  const epochMs = typeof value === "object" && value !== null ? fromObject(value) : value;
  if (!Number.isFinite(epochMs)) {
    throw new Np6ConfigError(
      `${name}: ${shown(value)} is not a point in time; expected a Date, epoch milliseconds, an ISO string or a Temporal.Instant.`,
    );
  }
  return epochMs;
}

/** A `Date` of another realm, such as a test runner's sandbox, is an instance of another class. */
function fromObject(value: Date | { readonly epochMilliseconds: number }): number {
  return "getTime" in value ? value.getTime() : value.epochMilliseconds;
}

function parseIso(value: string, name: string): number {
  // RFC 3339 has `t` and `z` too.
  const match = isoDateTime.exec(value.toUpperCase());
  if (!match) {
    throw new Np6ConfigError(
      `${name}: ${shown(value)} is not an ISO 8601 date and time with a zone, such as 2026-02-01T10:00:00Z or 2026-02-01T11:00:00+01:00.`,
    );
  }
  const [, minutes, seconds = "00", fraction = "0", sign, offsetHours = 0, offsetMinutes = 0] = match;
  const local = `${minutes}:${seconds}.000Z`;
  const localMs = Date.parse(local);
  // Engines differ over 30 February and 24:00: rejected or rolled over. Both are rejected here.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) {
    throw new Np6ConfigError(
      `${name}: ${shown(value)} is a day or a time of day that does not exist; write 24:00 and leap seconds as the moment after.`,
    );
  }
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  // Compared digit by digit, because a number of this size cannot hold a small fraction.
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0")) + (/[1-9]/.test(fraction.slice(3)) ? 1 : 0);
  return localMs + ms - (sign === "-" ? -offsetMs : offsetMs);
}

/** A rejected value, short enough for a message, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return (text.length > 60 ? `${text.slice(0, 60)}…` : text).replace(/[\p{C}\p{Z}]/gu, " ");
}
