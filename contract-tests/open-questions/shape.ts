import { escapePointer } from "../../src/shared/json-pointer.ts";
import { isObject } from "../engine/event.ts";
import { describeValue } from "../engine/value-shape.ts";

/** What a caller handed over: even its names may be personal. */
const opaque: ReadonlySet<string> = new Set(["data"]);
/** Depth to which an event is looked into. */
const deepest = 12;

/** Each place in a value with its form, the outermost first; places in an array share one. */
export function* placesIn(value: unknown, path = ""): Generator<{ path: string; form: string }> {
  if (path.split("/").length > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value) {
      yield { path: `${path}/*`, form: describeValue(item) };
      yield* placesIn(item, `${path}/*`);
    }
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}/${escapePointer(name)}`;
    yield { path: at, form: describeValue(inner, name) };
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
