import { isObject, valueAt } from "../../src/shared/json.ts";
import { propertiesAt } from "../contract-model/event-model.ts";
import { eventModel } from "../engine/contract.ts";
import { identityOf, notificationIn, sendParts } from "../engine/event.ts";
import { eventsIn } from "../engine/probe-result.ts";
import type { Request } from "./requests.ts";
import { pointers, type Run, type Suspicion, type Symptom } from "./suspicion.ts";
import { isComparison } from "./window-suspicions.ts";

const event = "#/components/schemas/ActivationEvent";
const timestamp = `${event}/properties/timestamp`;

/** Checks that judge single events. */
const judging: readonly string[] = [
  "event-schema",
  "endpoint-type",
  "timestamp-in-milliseconds",
  "numbers-exact",
  "stamp-in-milliseconds",
  "stamp-before-publication",
  "notification-id-in-detail",
  "one-customer",
];

/** Faults of a server in single events, in any response. */
export function eventSuspicions(run: Run): readonly Suspicion[] {
  const groups = new Map<string, { readonly place: Place; readonly group: Symptom[] }>();
  for (const found of run.found) {
    if (!judging.includes(found.check.id)) continue;
    const place = placeOf(found, run.found);
    const known = groups.get(place.group) ?? { place, group: [] };
    known.group.push(found);
    groups.set(place.group, known);
  }
  return [...groups.values()].map(({ place, group }) => suspicionOf(run, place, group));
}

/** A symptom of events: where in an event, and which statement of the contract that is. */
interface Place {
  /** The same for the parts of an activation and of an execution that mirror each other. */
  readonly group: string;
  readonly pointer: string;
}

/** Top-level properties that an event lacks before it is no event at all. */
const fewestMissing = 3;

function placeOf({ check, finding, events, request }: Symptom, all: readonly Symptom[]): Place {
  switch (check.id) {
    case "timestamp-in-milliseconds":
      return { group: timestamp, pointer: timestamp };
    case "stamp-in-milliseconds":
    case "stamp-before-publication":
      return { group: "stamp", pointer: "#/components/schemas/Stamp/properties/time" };
    case "endpoint-type":
      return { group: "/type", pointer: `${event}/properties/type` };
    default: {
      const place = finding.pointer ?? "";
      const [shown] = events;
      const lacking = all.filter(
        (other) =>
          other.request === request &&
          other.finding.code === "schema-required" &&
          other.events.includes(shown),
      );
      if (place === "" || lacking.length >= fewestMissing) return { group: "", pointer: event };
      const pointer = nodeOf(shown, place);
      const group = pointer.endsWith("/timestamp")
        ? timestamp
        : place
            .split("/")
            .map((name) => (sendParts.includes(name) ? "send" : name))
            .join("/")
            .replace(/\/(receiver|recipient)\b/, "/receiver");
      return { group, pointer };
    }
  }
}

/** The property of the contract at a place in an event, or the nearest one above that the contract describes. */
function nodeOf(shown: unknown, place: string): string {
  const type = String(valueAt(shown, "type"));
  for (let at = place; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const [pointer] = propertiesAt(eventModel, type, at);
    if (pointer !== undefined) return pointer.replace("UnknownEvent", "ActivationEvent");
  }
  return event;
}

function suspicionOf(
  { requests }: Run,
  { group: place, pointer }: Place,
  group: readonly Symptom[],
): Suspicion {
  const own = new Set(group);
  const objects = new Set(group.flatMap(({ events }) => events));
  const identities = new Set([...objects].map(identityOf));
  const withEvents = requests.filter(({ isJudged, result }) => isJudged && eventsIn(result).length > 0);
  const shown = new Set(withEvents.filter(({ result }) => eventsIn(result).some((one) => objects.has(one))));
  const kinds = new Set([...shown].map(({ context }) => context.kind));
  // A response could have shown it where it shows the same event in a sound form. An endpoint that nowhere shows it could too.
  const couldShow = (request: Request) =>
    !kinds.has(request.context.kind) ||
    eventsIn(request.result).some((one) => !objects.has(one) && identities.has(identityOf(one)));
  const isTime = place === timestamp;
  const isForeign = place === "/type" || group.every(({ check }) => check.id === "notification-id-in-detail");
  const always = [...shown].every(({ result }) => eventsIn(result).every((one) => objects.has(one)));
  return {
    says: `sends events whose ${nameOf(pointer)} is not as the contract says`,
    of: "responses with events",
    shown: [...shown],
    concerned: withEvents.filter((request) => shown.has(request) || couldShow(request)),
    statement: () => ({ pointer: wholePointer(pointer, place, always, objects) ?? pointer }),
    explains: (found) =>
      own.has(found) ||
      (found.check.id === "event-stable" && found.events.some((one) => identities.has(identityOf(one)))) ||
      (isTime && (isComparison(found) || found.check.id.startsWith("sort-"))) ||
      (isForeign && shown.has(found.request) && isConsequence(found)),
  };
}

/** Symptoms of events of another endpoint or notification in a list. */
function isConsequence(found: Symptom): boolean {
  return isComparison(found) || /^sort-|^id-unique/.test(found.check.id);
}

/** Where all events of a response are wrong in the same way, it is the response that is wrong. */
function wholePointer(
  pointer: string,
  place: string,
  always: boolean,
  objects: ReadonlySet<unknown>,
): string | undefined {
  if (!always) return undefined;
  if (pointer === event && ![...objects].some(isObject)) return pointers.events;
  const types = new Set([...objects].map((one) => valueAt(one, "type")));
  const isKnown = [...types].every((type) => eventModel.events.variants.has(String(type)));
  if (place === "/type" && isKnown) return "#/paths/{path}/get/responses/200";
  return place === "/source/detail/send/id" &&
    [...objects].every((one) => typeof notificationIn(one) === "number")
    ? pointers.id
    : undefined;
}

function nameOf(place: string): string {
  return `\`${place.replace("#/components/schemas/", "").replaceAll("/properties/", ".")}\``;
}

/** So many events with one id each time, and another event behind it: then the ids are made anew. */
const fewestRenamed = 10;

/** Faults of a server in the identity of events. */
export function identitySuspicions({ requests, found }: Run): readonly Suspicion[] {
  const listed = requests.filter(({ listing, isJudged }) => isJudged && (listing?.shown.length ?? 0) > 0);
  const renamed = new Set(renaming(listed));
  const twice = requestsOf(found, (one) => one.finding.code === "duplicate-event");
  const shared = requestsOf(found, ({ finding }) => finding.code === "on-two-endpoints");
  const differing = requestsOf(found, ({ finding }) => finding.code === "event-differs");
  const drifting = new Set(
    found.filter(({ finding }) => finding.code === "event-differs").flatMap(timesDiffering),
  );
  const differs =
    drifting.size >= fewestRenamed
      ? `${event}/properties/id`
      : drifting.size > 0
        ? timestamp
        : pointers.events;
  const id = `${event}/properties/id`;
  const suspicion = (
    says: string,
    shown: ReadonlySet<Request>,
    concerned: readonly Request[],
    pointer: string,
    explains: Suspicion["explains"],
  ): Suspicion => ({
    says,
    of: "responses with events",
    shown: [...shown],
    concerned,
    statement: () => ({ pointer }),
    explains,
  });
  return [
    suspicion(
      "gives an event another id in each response",
      renamed,
      listed,
      id,
      (one) => isComparison(one) && renamed.has(one.request),
    ),
    suspicion(
      "shows an event more than once in a response",
      twice,
      listed,
      id,
      (one) => one.finding.code === "duplicate-event" || (isComparison(one) && twice.has(one.request)),
    ),
    suspicion(
      "gives events of two endpoints one id",
      shared,
      [...shared],
      id,
      ({ finding }) => finding.code === "on-two-endpoints",
    ),
    suspicion(
      "shows an event otherwise in another response",
      differing,
      [...differing],
      differs,
      (one) => one.finding.code === "event-differs" || (drifting.size > 0 && isComparison(one)),
    ),
  ];
}

/** Responses that show an event at a time at which another response shows one with another id, and each no other's. */
function renaming(listed: readonly Request[]): readonly Request[] {
  const strange = new Map<string, Set<Request>>();
  const placeOf = (request: Request, time: number) => `${request.context.kind} ${time}`;
  for (const request of listed) {
    for (const time of request.listing?.strange ?? []) {
      const place = placeOf(request, time);
      strange.set(place, (strange.get(place) ?? new Set()).add(request));
    }
  }
  return listed.filter((request) =>
    request.listing?.strange.some((time) => (strange.get(placeOf(request, time))?.size ?? 0) > 1),
  );
}

/** Identities of those events that another response shows at another time. */
function timesDiffering({ events, request }: Symptom): readonly string[] {
  const times = new Map<string, Set<unknown>>();
  for (const other of request.context.all().flatMap(({ events: all = [] }) => all)) {
    const identity = identityOf(other);
    times.set(identity, (times.get(identity) ?? new Set()).add(valueAt(other, "timestamp")));
  }
  return events.map(identityOf).filter((identity) => (times.get(identity)?.size ?? 0) > 1);
}

/** The requests of some findings, each once. */
function requestsOf(found: readonly Symptom[], test: (found: Symptom) => boolean): ReadonlySet<Request> {
  return new Set(found.filter(test).map(({ request }) => request));
}
