import { endpoints } from "../../generated/contract.js";
import { validateEvent } from "../../generated/validators.js";
import { isObject, valueAt } from "../../src/shared/json.ts";
import { parsePointer } from "../../src/shared/json-pointer.ts";
import { evidenceAt, numbersOf } from "../contract-model/schema-coverage.ts";
import { type Evidence, type Finding, type FindingCode, schemaCode, type Verdict } from "../engine/check.ts";
import { eventModel } from "../engine/contract.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, sendParts, stampOf, timestampOf } from "../engine/event.ts";
import { eventsIn, type ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { describeValue } from "../engine/value-shape.ts";
import { countByIdentity } from "./compare.ts";
import type { SuiteCheck } from "./probe-ids.ts";
import { granted, shownEvents } from "./responses.ts";
import { grantedIds } from "./window-probes.ts";

/** First moment that a timestamp in milliseconds may plausibly name; in seconds, today's would lie in January 1970. */
const earliest = Date.UTC(2000, 0, 1);
const dayMs = 86_400_000;

/** Judges each event once for each way in which some response writes it. */
function eachEvent(
  context: EndpointContext,
  judge: (event: unknown, result: ProbeResult) => readonly Omit<Finding, "result" | "eventIndex">[],
): Verdict {
  const shown = shownEvents(context);
  if (shown.length === 0) return notExercised("no-events");
  return shown.flatMap(({ event, result, eventIndex }) =>
    judge(event, result).map((finding) => ({ ...finding, result, eventIndex })),
  );
}

/** The parts of an event that violate the contract's schema. */
export function schemaFindings(
  event: unknown,
): { code: FindingCode; expected: string; actual: string; pointer: string; evidence: Evidence }[] {
  if (!isObject(event)) {
    const code = "not-an-object";
    return [{ code, expected: "an object", actual: "something else", pointer: "", evidence: "documented" }];
  }
  return validateEvent(event).map(({ pointer, rule, message }) => ({
    code: schemaCode(rule),
    expected: rule === "required" ? "a property that every event has" : message,
    actual: rule === "required" ? "it is missing" : inWords(at(event, pointer), pointer),
    pointer,
    // The reference marks nothing as required: that a property is always there is our assumption.
    evidence: rule === "required" ? "assumed" : (evidenceAt(eventModel, event, pointer) ?? "assumed"),
  }));
}

/** The value at a JSON pointer into an event. */
function at(event: unknown, pointer: string): unknown {
  return parsePointer(pointer).reduce((value: unknown, key) => {
    return typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  }, event);
}

/** A value by its form; a time as it is, but no other number: a contact may be one. */
function inWords(value: unknown, pointer: string): string {
  const name = pointer.slice(pointer.lastIndexOf("/") + 1);
  const isTime = name === "timestamp" || name === "time";
  return typeof value === "number" && isTime ? `the number ${value}` : describeValue(value, name);
}

const wrong = (code: FindingCode, expected: string, pointer: string, actual: string) => [
  { code, expected, actual, pointer },
];

/** Ids that more than one event of a response carries. */
function duplicates(result: ProbeResult): Finding[] {
  const repeated = [...countByIdentity(eventsIn(result))].filter(([, count]) => count > 1);
  if (repeated.length === 0) return [];
  return [
    {
      code: "duplicate-event",
      expected: "each event once",
      actual: `${repeated.length} of them more than once`,
      result,
      pointer: "/id",
    },
  ];
}

const row = {
  evidence: "documented",
  needs: grantedIds,
  anyOf: true,
  pointer: "#/components/schemas/NotificationEvent",
} as const;

/** Checks of each event. */
export const eventChecks: readonly SuiteCheck[] = [
  {
    ...row,
    id: "event-schema",
    title: "every event matches the contract's schema, formats included",
    judge: (context) => eachEvent(context, schemaFindings),
  },
  {
    ...row,
    id: "endpoint-type",
    title: "every event has the type of its endpoint",
    evidence: "assumed",
    judge: (context) => {
      const type = endpoints[context.kind].eventType;
      return eachEvent(context, (event) =>
        valueAt(event, "type") === type
          ? []
          : wrong("other-type", `type "${type}"`, "/type", inWords(valueAt(event, "type"), "/type")),
      );
    },
  },
  {
    ...row,
    id: "timestamp-in-milliseconds",
    title: "timestamps count milliseconds: they lie between the year 2000 and tomorrow",
    pointer: "#/components/schemas/ActivationEvent/properties/timestamp",
    judge: (context) =>
      eachEvent(context, (event, { exchange }) => {
        const timestamp = timestampOf(event);
        return timestamp === undefined || (timestamp >= earliest && timestamp <= exchange.sentAt + dayMs)
          ? []
          : wrong(
              "implausible-time",
              "a timestamp in milliseconds, not in the future",
              "/timestamp",
              `${inWords(timestamp, "/timestamp")}, which lies outside 2000 to tomorrow`,
            );
      }),
  },
  {
    ...row,
    id: "numbers-exact",
    title: "numbers lie within 2^53, so that every JSON parser reads the same value",
    evidence: "assumed",
    judge: (context) =>
      eachEvent(context, (event) =>
        numbersOf(eventModel, event)
          .filter(({ value }) => Math.abs(value) > Number.MAX_SAFE_INTEGER)
          .map(({ pointer }) => ({
            code: "unsafe-number" as const,
            expected: "a number within 2^53 (RFC 8259, section 6)",
            actual: "a larger one",
            pointer,
          })),
      ),
  },
  {
    ...row,
    id: "stamp-in-milliseconds",
    title: "stamp times count milliseconds",
    evidence: "assumed",
    pointer: "#/components/schemas/Stamp/properties/time",
    judge: (context) =>
      eachEvent(context, (event) => {
        const time = stampOf(event)?.["time"];
        return typeof time !== "number" || time >= earliest
          ? []
          : wrong(
              "implausible-time",
              "a stamp time in milliseconds",
              "/source/detail",
              inWords(time, "/time"),
            );
      }),
  },
  {
    ...row,
    id: "stamp-before-publication",
    title: "no event is stamped after its publication",
    evidence: "assumed",
    pointer: "#/components/schemas/Stamp/properties/time",
    judge: (context) =>
      eachEvent(context, (event) => {
        const time = stampOf(event)?.["time"];
        const timestamp = timestampOf(event);
        return typeof time !== "number" || timestamp === undefined || time <= timestamp
          ? []
          : wrong(
              "stamped-after-publication",
              "stamp.time <= timestamp",
              "/source/detail",
              `${time - timestamp} ms after it`,
            );
      }),
  },
  {
    ...row,
    id: "notification-id-in-detail",
    title: "the detail of an event names the requested notification",
    evidence: "assumed",
    pointer: "#/components/schemas/Activation/properties/id",
    judge: (context) =>
      eachEvent(context, (event) => {
        if (valueAt(event, "source", "type") !== "notification") return [];
        return sendParts.flatMap((part) => {
          const id = valueAt(event, "source", "detail", part, "id");
          return id === undefined || id === context.settings.notificationId
            ? []
            : wrong(
                "other-notification",
                "the id of the requested notification",
                `/source/detail/${part}/id`,
                typeof id === "number" ? `the number ${id}` : describeValue(id),
              );
        });
      }),
  },
  {
    ...row,
    id: "id-unique",
    title: "no response shows an event twice",
    judge: (context) => {
      const responses = granted(context).filter((response) => eventsIn(response).length > 0);
      return responses.length === 0 ? notExercised("no-events") : responses.flatMap(duplicates);
    },
  },
  {
    id: "id-unique-across-kinds",
    title: "no event is returned by two endpoints",
    evidence: "assumed",
    pointer: "#/components/schemas/ActivationEvent/properties/id",
    needs: ["ascending"],
    needsState: true,
    scope: "run",
    judge: (_context, contexts) => {
      const owners = new Map<string, string>();
      const findings = contexts.flatMap((context) =>
        shownEvents(context).flatMap(({ event, result, eventIndex }): Finding[] => {
          // An event without an id cannot be compared, and violates the schema anyway.
          if (!valueAt(event, "id")) return [];
          const owner = owners.get(identityOf(event)) ?? context.kind;
          owners.set(identityOf(event), owner);
          const actual = `one is on ${owner} and on ${context.kind}`;
          const expected = "each event on one endpoint";
          const code = "on-two-endpoints";
          return owner === context.kind
            ? []
            : [{ code, expected, actual, result, eventIndex, pointer: "/id" }];
        }),
      );
      return owners.size === 0 ? notExercised("no-events") : findings;
    },
  },
];
