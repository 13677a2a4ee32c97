import { isUuid } from "../../src/shared/uuid.ts";

/** The shape of a value: one word of a closed list, so that no value can reach a report. */
export type ValueShape =
  | "null"
  | "boolean"
  | "object"
  | "array"
  | "fraction"
  | "integer"
  | "negative integer"
  | "integer beyond int32"
  | "seconds"
  | "milliseconds"
  | "empty text"
  | `uuid v${string}`
  | "date-time"
  | "date-time without zone"
  | "date"
  | "e-mail address"
  | "digits"
  | "hexadecimal digits"
  | "text";

/** Seconds since 1970 from 1985 on; below it a number is more likely a count or an id. */
const leastSeconds = 500_000_000;
/** Milliseconds since 1970 from 1973 on, which is also seconds from the year 5138 on. */
const leastMilliseconds = 100_000_000_000;
const mostMilliseconds = 100_000_000_000_000;

const patterns: readonly (readonly [RegExp, ValueShape])[] = [
  [/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:?\d\d)$/, "date-time"],
  [/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?$/, "date-time without zone"],
  [/^\d{4}-\d\d-\d\d$/, "date"],
  [/^[^\s@]+@[^\s@]+$/, "e-mail address"],
  [/^\d+$/, "digits"],
  [/^[0-9a-f]{16,}$/i, "hexadecimal digits"],
];

/**
 * Recognises the shape of a value.
 *
 * @param isInstant Whether a number there would be a point in time. Elsewhere its size says nothing of a unit.
 */
export function recogniseShape(value: unknown, isInstant: boolean): ValueShape {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "object") return "object";
  if (typeof value === "boolean") return "boolean";
  return typeof value === "number" ? shapeOfNumber(value, isInstant) : shapeOfText(String(value));
}

function shapeOfNumber(value: number, isInstant: boolean): ValueShape {
  if (!Number.isInteger(value)) return "fraction";
  if (value < 0) return "negative integer";
  if (isInstant && value >= leastMilliseconds && value < mostMilliseconds) return "milliseconds";
  if (isInstant && value >= leastSeconds && value < leastMilliseconds) return "seconds";
  return value > 2_147_483_647 ? "integer beyond int32" : "integer";
}

function shapeOfText(text: string): ValueShape {
  if (text === "") return "empty text";
  // The version is the first digit of the third group.
  if (isUuid(text)) return `uuid v${text.charAt(14).toLowerCase()}`;
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? "text";
}

/** The JSON type of a shape. */
export function typeOfShape(shape: ValueShape): string {
  if (["null", "boolean", "object", "array"].includes(shape)) return shape;
  if (shape === "fraction") return "number";
  return /integer|seconds/.test(shape) ? "integer" : "string";
}

/** Names whose values tell kinds apart: the only ones that are shown. */
const tags: ReadonlySet<string> = new Set(["type", "kind"]);
/** Characters of a kind that are shown. */
const longestTag = 60;

/**
 * Describes a value by its shape, or a kind by the kind itself. It never repeats another text.
 *
 * @param name Property that has the value.
 */
export function describeValue(value: unknown, name = ""): string {
  if (typeof value === "string" && tags.has(name)) {
    return value.length > longestTag ? "a long text" : `"${value}"`;
  }
  const shape = recogniseShape(value, true);
  if (shape === "milliseconds") return "integer, milliseconds by its size";
  // Where nothing says that it is an instant, a number of this size may as well be an id.
  return shape === "seconds" ? "integer" : shape;
}
