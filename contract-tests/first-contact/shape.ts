import { isObject } from "../engine/event.ts";

/** Forms of a text that tell what it is without telling what it says. */
const forms: readonly (readonly [form: string, pattern: RegExp])[] = [
  ["empty text", /^$/],
  ["uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ["32 hexadecimal digits", /^[0-9a-f]{32}$/i],
  ["e-mail address", /^[^\s@]+@[^\s@]+$/],
  ["date and time", /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ["digits", /^\d+$/],
];

/** Names whose values tell kinds apart: the only ones that are shown. */
const tags: ReadonlySet<string> = new Set(["type", "kind"]);
/** What a caller handed over: even its names may be personal. */
const opaque: ReadonlySet<string> = new Set(["data"]);
/** Characters of a kind that are shown. */
const longestTag = 60;
/** Depth to which an event is looked into. */
const deepest = 12;

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

/** Each place in a value with its form, the outermost first; places in an array share one. */
export function* placesIn(value: unknown, path = ""): Generator<{ path: string; form: string }> {
  if (path.split("/").length > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value) {
      yield { path: `${path}/*`, form: formOf(item) };
      yield* placesIn(item, `${path}/*`);
    }
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    yield { path: at, form: formOf(inner, name) };
    if (!opaque.has(name)) yield* placesIn(inner, at);
  }
}

/** A place that some values show. */
export interface Place {
  /** How many of the values show it. */
  count: number;
  readonly forms: Map<string, number>;
  /** The first value that shows it. */
  readonly first: unknown;
}

/** The places that some values show, the outermost first. */
export function shapeOf(values: Iterable<unknown>): ReadonlyMap<string, Place> {
  const shape = new Map<string, Place>();
  for (const value of values) {
    const here = new Set<string>();
    for (const { path, form } of placesIn(value)) {
      const place = shape.get(path) ?? { count: 0, forms: new Map(), first: value };
      shape.set(path, place);
      place.forms.set(form, (place.forms.get(form) ?? 0) + 1);
      if (!here.has(path)) place.count++;
      here.add(path);
    }
  }
  return shape;
}
