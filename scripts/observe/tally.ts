import type {
  EventModel,
  ModelObject,
  ModelProperty,
  ModelUnion,
} from "../../contract-tests/contract-model/event-model.ts";
import { recogniseShape } from "../../contract-tests/engine/value-shape.ts";
import { isObject } from "../../src/shared/json.ts";
import { childOf, type Learned, learn, noSighting, nothingLearned, type Sighting, sight } from "./learned.ts";
import { isPhrase } from "./names.ts";

/** The observations about a schema beyond the contract. */
export interface ObjectTally {
  seen: number;
  readonly undocumented: Map<string, Learned>;
  /** How often an undocumented property was left out, because its name may be data. */
  hidden: number;
}

/** The observations about the unions of one kind. */
export interface KindsTally {
  readonly known: Map<string, number>;
  readonly unknown: Map<string, Learned>;
  /** Values whose kind may be data, or that have none. */
  hidden: number;
}

/** Everything that was seen; its size depends on the contract and not on how much was read. */
export interface Tally {
  events: number;
  first: number;
  last: number;
  /** Elements that were no objects. */
  strange: number;
  readonly objects: ReadonlyMap<ModelObject, ObjectTally>;
  readonly properties: ReadonlyMap<ModelProperty, Sighting>;
  /** By the schema of the unknown kinds: unions that share it, as all sources do, must know the same kinds. */
  readonly kinds: ReadonlyMap<ModelObject, KindsTally>;
}

const maxKinds = 40;

/** Nothing of the model seen yet. */
export function emptyTally(model: EventModel): Tally {
  const objects = [...model.objects.values()];
  const properties = objects.flatMap((object) => [...object.properties.values()]);
  return {
    events: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    strange: 0,
    objects: new Map(objects.map((one) => [one, { seen: 0, undocumented: new Map(), hidden: 0 }])),
    properties: new Map(properties.map((one) => [one, noSighting()])),
    kinds: new Map(
      [...model.unions.values()].map(({ unknown }) => [
        unknown,
        { known: new Map(), unknown: new Map(), hidden: 0 },
      ]),
    ),
  };
}

/** Adds one event. */
export function observeEvent(model: EventModel, tally: Tally, event: unknown): void {
  if (!isObject(event)) {
    tally.strange += 1;
    return;
  }
  tally.events += 1;
  const time = timeOf(event["timestamp"]);
  if (time !== undefined) {
    tally.first = Math.min(tally.first, time);
    tally.last = Math.max(tally.last, time);
  }
  observeUnion(tally, model.events, event, time);
}

/** Epoch milliseconds of a timestamp, also one in seconds: when something was seen must not hang on the unit. */
function timeOf(timestamp: unknown): number | undefined {
  const shape = recogniseShape(timestamp, true);
  if (typeof timestamp !== "number") return undefined;
  return shape === "seconds" ? timestamp * 1000 : shape === "milliseconds" ? timestamp : undefined;
}

function observeUnion(tally: Tally, union: ModelUnion, value: unknown, time: number | undefined): void {
  if (!isObject(value)) return;
  const counts = tally.kinds.get(union.unknown);
  const tag = value[union.tag];
  const variant = typeof tag === "string" ? union.variants.get(tag) : undefined;
  if (counts === undefined) return;
  if (variant !== undefined && typeof tag === "string") {
    counts.known.set(tag, (counts.known.get(tag) ?? 0) + 1);
    observeObject(tally, variant, value, time);
    return;
  }
  if (typeof tag === "string") observeObject(tally, union.unknown, value, time);
  const learned = typeof tag === "string" ? kindOf(counts, tag) : undefined;
  if (learned === undefined) counts.hidden += 1;
  else learn(learned, value, time);
}

function kindOf({ unknown }: KindsTally, tag: string): Learned | undefined {
  const known = unknown.get(tag);
  if (known !== undefined || !isPhrase(tag) || unknown.size >= maxKinds) return known;
  const made = nothingLearned();
  unknown.set(tag, made);
  return made;
}

function observeObject(
  tally: Tally,
  object: ModelObject,
  value: Readonly<Record<string, unknown>>,
  time: number | undefined,
): void {
  const counts = tally.objects.get(object);
  if (counts === undefined) return;
  counts.seen += 1;
  for (const [name, inner] of Object.entries(value)) {
    const property = object.properties.get(name);
    if (property === undefined) {
      if (object.free) continue;
      const learned = childOf({ properties: counts.undocumented }, name);
      if (learned === undefined) counts.hidden += 1;
      else learn(learned, inner, time);
      continue;
    }
    const sighting = tally.properties.get(property);
    if (sighting) sight(sighting, recogniseShape(inner, property.definition["format"] === "int64"), time);
    if (property.inside === undefined || !isObject(inner)) continue;
    if ("variants" in property.inside) observeUnion(tally, property.inside, inner, time);
    else observeObject(tally, property.inside, inner, time);
  }
}
