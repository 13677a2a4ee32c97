import { isObject, valueAt } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import { personalNames } from "../../src/shared/redaction/personal.ts";
import { describedPlaces } from "../contract-model/schema-coverage.ts";
import { eventModel } from "../engine/contract.ts";
import { distinctEvents } from "../engine/endpoint-context.ts";
import type { AnswerTable } from "../engine/report.ts";
import { describeValue } from "../engine/value-shape.ts";
import {
  type AnswerParts,
  answerFromCheck,
  counted,
  formatCounts,
  formatTally,
  joinAnswers,
  type ObservedRun,
} from "./answer.ts";

/** Places of one kind of event that are shown; what is stranger than that wants a recording, not a page. */
const shownPlaces = 80;

const noEvents = "no event was seen. Give a window in which the notification was sent (NP6_WINDOW)";

/** Question 1: the shape of the events of each endpoint. */
export function answerShapes(run: ObservedRun): AnswerParts {
  const answers = run.contexts.map((context): AnswerParts => {
    const events = [...distinctEvents(context)];
    if (events.length === 0) return { open: [`The events of ${context.kind}: ${noEvents}.`] };
    return {
      seen: [`${context.kind}: ${counted(events.length, "event")}, in the shape below.`],
      tables: [shapeTable(context.kind, events)],
    };
  });
  return joinAnswers(
    ...answers,
    answerFromCheck(run, "event-schema"),
    answerFromCheck(run, "notification-id-in-detail"),
  );
}

function shapeTable(kind: string, events: readonly unknown[]): AnswerTable {
  const places = [...eventShape(events)];
  const rows = places
    .slice(0, shownPlaces)
    .map(([path, { count, forms, first }]) => [
      path.slice(1).replaceAll("/", "."),
      `${count.toLocaleString("en")} of ${events.length.toLocaleString("en")}`,
      formatCounts(forms),
      describedPlaces(eventModel, first).get(path)?.evidence ?? "not in the contract",
    ]);
  const more = places.length - rows.length;
  return {
    caption: `An event of ${kind}${more > 0 ? `; ${more} further places are left out` : ""}`,
    head: ["place", "in events", "form", "in the contract as"],
    rows,
  };
}

/** Question 2: the type of an endpoint's events. */
export function answerTypes(run: ObservedRun): AnswerParts {
  const answers = run.contexts.map((context): AnswerParts => {
    const events = [...distinctEvents(context)];
    if (events.length === 0) return { open: [`The types on ${context.kind}: ${noEvents}.`] };
    return {
      seen: [
        `${context.kind}: ${formatTally(events.map((event) => describeValue(valueAt(event, "type"), "type")))}.`,
      ],
    };
  });
  return joinAnswers(...answers, answerFromCheck(run, "endpoint-type"));
}

const receiverPaths = [
  ["source", "detail", "activation", "receiver"],
  ["source", "detail", "execution", "recipient"],
] as const;

/** Kinds whose lists of values are open, by where they stand. */
const kindPaths: readonly (readonly string[])[] = [
  ["source", "detail", "cancellation", "type"],
  ["source", "detail", "cancellation", "value", "type"],
  ...receiverPaths.map((path) => [...path, "type"]),
  ["source", "detail", "activation", "kind"],
  ["source", "detail", "execution", "kind"],
  ["source", "type"],
  ["identity", "type"],
];

/** Question 13: kinds of cancellations, of receivers, and of whatever else has kinds. */
export function answerKinds({ contexts }: ObservedRun): AnswerParts {
  const events = contexts.flatMap((context) => [...distinctEvents(context)]);
  const rows = kindPaths.flatMap((path) => {
    const values = valuesAt(events, path);
    return values.length === 0
      ? []
      : [[path.join("."), formatTally(values.map((value) => describeValue(value, "type")))]];
  });
  const cancelled = valuesAt(events, ["source", "detail", "cancellation"]).length;
  return {
    seen: cancelled > 0 ? [`${counted(cancelled, "cancellation")} and the kinds in them, below.`] : [],
    tables: rows.length === 0 ? [] : [{ caption: "Kinds that were seen", head: ["place", "values"], rows }],
    open: [
      ...(cancelled > 0
        ? []
        : [`The reasons of cancellations: ${noEvents.replace("event", "cancellation")}.`]),
      "Other kinds: one run sees only those that occurred in its window.",
    ],
  };
}

/** Question 14: how a contact is identified. */
export function answerContacts({ contexts }: ObservedRun): AnswerParts {
  const events = contexts.flatMap((context) => [...distinctEvents(context)]);
  const contacts = receiverPaths.flatMap((path) => valuesAt(events, [...path, "value"]));
  if (contacts.length === 0) return { open: [`How a contact is identified: ${noEvents}.`] };
  const rows = [...eventShape(contacts)]
    .slice(0, shownPlaces)
    .map(([path, { count, forms }]) => [
      path.slice(1).replaceAll("/", "."),
      count.toLocaleString("en"),
      formatCounts(forms),
    ]);
  return {
    seen: [
      `${counted(contacts.length, "contact")} in receivers and recipients: ${formatTally(contacts.map((one) => describeValue(one)))}.`,
    ],
    tables: [{ caption: "What identifies a contact", head: ["place", "in contacts", "form"], rows }],
  };
}

function valuesAt(events: readonly unknown[], path: readonly string[]): unknown[] {
  return events.map((event) => valueAt(event, ...path)).filter((value) => value !== undefined);
}

/** Depth to which an event is looked into. */
const deepest = 12;

/** Each place in a value with its form, the outermost first; places in an array share one. */
export function* shapePlaces(value: unknown, path = ""): Generator<{ path: string; form: string }> {
  if (path.split("/").length > deepest) return;
  if (Array.isArray(value)) {
    for (const item of value) {
      yield { path: `${path}/*`, form: describeValue(item) };
      yield* shapePlaces(item, `${path}/*`);
    }
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = `${path}/${escapePointer(name)}`;
    yield { path: at, form: describeValue(inner, name) };
    // The content of a personal value is personal, too, including its names.
    if (!personalNames.has(name.toLowerCase())) yield* shapePlaces(inner, at);
  }
}

/** A place that some values show. */
export interface ShapePlace {
  /** How many of the values show it. */
  count: number;
  readonly forms: Map<string, number>;
  /** The first value that shows it. */
  readonly first: unknown;
}

/** The places that some values show, the outermost first. */
export function eventShape(values: Iterable<unknown>): ReadonlyMap<string, ShapePlace> {
  const shape = new Map<string, ShapePlace>();
  for (const value of values) {
    const here = new Set<string>();
    for (const { path, form } of shapePlaces(value)) {
      const place = shape.get(path) ?? { count: 0, forms: new Map(), first: value };
      shape.set(path, place);
      place.forms.set(form, (place.forms.get(form) ?? 0) + 1);
      if (!here.has(path)) place.count++;
      here.add(path);
    }
  }
  return shape;
}
