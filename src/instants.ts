import { Np6ConfigError } from "./errors/config-error.ts";

/**
 * A point in time: a `Date`; anything with `epochMilliseconds`, such as `Temporal.Instant`; a number of **milliseconds**
 * since 1970-01-01T00:00:00Z; or an ISO 8601 date and time with a zone, such as `2026-11-01T00:00:00Z`.
 */
export type Instant = Date | { readonly epochMilliseconds: number } | number | string;

/** An instant as it is sent and as it is compared. */
export interface WireInstant {
  /** ISO 8601 in UTC with milliseconds, the one form that the vendor's own sample shows. */
  readonly wire: string;
  readonly epochMs: number;
}

/** Below it, a number is taken for epoch seconds: in milliseconds it would lie before March 1973. */
const leastMilliseconds = 1e11;
/** The years 0 to 9999: beyond them `toISOString` writes six digits, which no other reader expects. */
const earliest = -62_167_219_200_000;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const iso = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * Reads an instant. A fraction finer than a millisecond is refused: either way of rounding would move the bound.
 *
 * @param name What is read, for the message.
 * @throws Np6ConfigError if it is none, has no zone, or is a number of seconds.
 */
export function toWireInstant(value: Instant, name: "start" | "end"): WireInstant {
  const epochMs = epochMilliseconds(value, name);
  if (!Number.isInteger(epochMs)) {
    throw new Np6ConfigError(
      `${name}: not a point in time; pass a Date, epoch milliseconds or an ISO 8601 string.`,
    );
  }
  if (epochMs < earliest || epochMs > latest)
    throw new Np6ConfigError(`${name}: the year must be from 0 to 9999.`);
  return { wire: new Date(epochMs).toISOString(), epochMs };
}

function epochMilliseconds(value: Instant, name: string): number {
  if (typeof value === "string") return parse(value, name);
  if (typeof value === "number") {
    if (Math.abs(value) < leastMilliseconds) {
      const hint = Number.isFinite(value) ? ` (${Math.round(value * 1000)})` : "";
      throw new Np6ConfigError(
        `${name}: ${value} looks like epoch seconds; epoch milliseconds are expected${hint}. For a time before 1973 pass a Date.`,
      );
    }
    return value;
  }
  if (value instanceof Date) return value.getTime();
  const milliseconds: unknown =
    typeof value === "object" && value !== null ? value.epochMilliseconds : undefined;
  return typeof milliseconds === "number" ? milliseconds : Number.NaN;
}

function parse(text: string, name: string): number {
  const match = iso.exec(text.trim());
  if (!match) {
    throw new Np6ConfigError(`${name}: not an ISO 8601 date and time; write it like 2026-11-01T00:00:00Z.`);
  }
  const [, year, month, day, hour, minute, second = "00", fraction = "", zone] = match;
  if (zone === undefined) {
    throw new Np6ConfigError(`${name}: no zone; add Z for UTC, or an offset such as +01:00.`);
  }
  if (/[1-9]/.test(fraction.slice(3))) {
    throw new Np6ConfigError(
      `${name}: finer than a millisecond, which the API's timestamps are not; round it.`,
    );
  }
  const local = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`,
  );
  const offset = offsetMinutes(zone);
  // Date.parse rolls some impossible days over, such as February 30, and takes 24:00: both would move the bound.
  const exists = Number.isFinite(local) && new Date(local).getUTCDate() === Number(day);
  if (!exists || offset === undefined)
    throw new Np6ConfigError(`${name}: there is no such date, time or offset.`);
  return local - offset * 60_000;
}

function offsetMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
