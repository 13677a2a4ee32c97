import { recogniseShape, type ValueShape } from "../../contract-tests/engine/value-shape.ts";
import { isObject } from "../../src/shared/json.ts";
import { isWord } from "./names.ts";

/** How often and when something was seen. */
export interface Sighting {
  seen: number;
  /** Times of the events that showed it, epoch milliseconds. */
  first: number;
  last: number;
  readonly shapes: Map<ValueShape, number>;
}

/** The observations about a value that the contract lacks. */
export interface Learned extends Sighting {
  /** Times it was an object: what the counts of its properties are out of. */
  objects: number;
  readonly properties: Map<string, Learned>;
  /** How often a property's name was left out, because it may be data. */
  hidden: number;
  items: Learned | undefined;
}

/** More properties than any object of this API has: a map, whose names are data. */
const maxProperties = 40;
const maxDepth = 6;

/** Nothing seen yet. */
export function noSighting(): Sighting {
  return { seen: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, shapes: new Map() };
}

/** Nothing learned yet. */
export function nothingLearned(): Learned {
  return { ...noSighting(), objects: 0, properties: new Map(), hidden: 0, items: undefined };
}

/** Adds one value to what was seen. */
export function sight(sighting: Sighting, shape: ValueShape, time: number | undefined): void {
  sighting.seen += 1;
  sighting.shapes.set(shape, (sighting.shapes.get(shape) ?? 0) + 1);
  if (time === undefined) return;
  if (time < sighting.first) sighting.first = time;
  if (time > sighting.last) sighting.last = time;
}

/** Adds one value, and what it holds, to what was learned. */
export function learn(learned: Learned, value: unknown, time: number | undefined, depth = 0): void {
  sight(learned, recogniseShape(value, true), time);
  if (depth >= maxDepth) return;
  if (Array.isArray(value)) {
    learned.items ??= nothingLearned();
    for (const item of value) learn(learned.items, item, time, depth + 1);
  } else if (isObject(value)) {
    learned.objects += 1;
    for (const [name, inner] of Object.entries(value)) {
      const property = childOf(learned, name);
      if (property === undefined) learned.hidden += 1;
      else learn(property, inner, time, depth + 1);
    }
  }
}

/** The observations about a property; `undefined` if its name must not be kept. */
export function childOf(parent: Pick<Learned, "properties">, name: string): Learned | undefined {
  const known = parent.properties.get(name);
  if (known !== undefined || !isWord(name) || parent.properties.size >= maxProperties) return known;
  const made = nothingLearned();
  parent.properties.set(name, made);
  return made;
}

/** Whether an object is used as a map, as far as its names tell: then they are data, and none of them is shown. */
export function isMap({ properties, hidden, objects }: Learned): boolean {
  const rare = [...properties.values()].filter(({ seen }) => seen === 1).length;
  return (
    hidden > 0 ||
    properties.size >= maxProperties ||
    (objects > 1 && properties.size > 8 && rare > properties.size / 2)
  );
}
