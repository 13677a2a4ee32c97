import { uuidPattern } from "../../src/shared/uuid.ts";

/** Forms of a text that tell what it is without telling what it says. */
const forms: readonly (readonly [form: string, pattern: RegExp])[] = [
  ["empty text", /^$/],
  ["uuid", uuidPattern],
  ["32 hexadecimal digits", /^[0-9a-f]{32}$/i],
  ["e-mail address", /^[^\s@]+@[^\s@]+$/],
  ["date and time", /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ["digits", /^\d+$/],
];

/** Names whose values tell kinds apart: the only ones that are shown. */
const tags: ReadonlySet<string> = new Set(["type", "kind"]);
/** Characters of a kind that are shown. */
const longestTag = 60;
/** The type of a value, or the form of a text; of a kind, the kind itself. Never what a text says. */
export function formOf(value: unknown, name = ""): string {
  if (value === null) return "null";
  if (typeof value === "string") {
    if (tags.has(name)) return value.length > longestTag ? "a long text" : `"${value}"`;
    return forms.find(([, pattern]) => pattern.test(value))?.[0] ?? "text";
  }
  if (typeof value === "number") {
    if (!Number.isInteger(value)) return "number";
    return value > 1e11 && value < 1e14 ? "integer, milliseconds by its size" : "integer";
  }
  return Array.isArray(value) ? "array" : typeof value;
}
