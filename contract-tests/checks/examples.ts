import type { EventKind } from "../../generated/contract.js";
import { validateEvent } from "../../generated/validators.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { objectAt } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import { followReference } from "../contract-model/document.ts";
import { type Finding, schemaCode } from "../engine/check.ts";
import { contract, contractNode } from "../engine/contract.ts";
import { pointerOn } from "../engine/endpoint.ts";
import { eventsIn, isUsable } from "../engine/probe-result.ts";
import { ask } from "./ask.ts";
import { mediaTypesOf, responsesOf, undeclaredMediaType } from "./documented-responses.ts";
import { responses } from "./judge-each.ts";
import type { SuiteCheck, SuiteProbe } from "./probe-ids.ts";

/** Groups the endpoints by the names that each of them has: `no-events` is a name of all of them. */
function endpointsByName(
  namesOf: (kind: EventKind) => readonly string[],
): ReadonlyMap<string, readonly EventKind[]> {
  const names = new Set(eventKinds.flatMap(namesOf));
  return new Map([...names].map((name) => [name, eventKinds.filter((kind) => namesOf(kind).includes(name))]));
}

/** Name of each example of events, and the endpoints whose operation lists it. */
const exampleNames: ReadonlyMap<string, readonly EventKind[]> = endpointsByName((kind) =>
  Object.keys(objectAt(responsesOf(kind), "200", "content", "application/json", "examples")),
);

/** Each documented status other than the success with events, and the endpoints whose operation documents it. */
const otherStatuses: ReadonlyMap<string, readonly EventKind[]> = endpointsByName((kind) =>
  Object.keys(responsesOf(kind)).filter((status) => status !== "200"),
);

/** Canned responses, from a mock that serves the one asked for. */
export const exampleProbes: readonly SuiteProbe[] = [
  ...[...exampleNames].map(
    ([name, kinds]): SuiteProbe => ({
      id: `example-${name}`,
      kinds,
      plan: () => ask({}, {}, { headers: [["prefer", `example=${name}`]] }),
    }),
  ),
  ...[...otherStatuses].map(
    ([status, kinds]): SuiteProbe => ({
      id: `status-${status}`,
      kinds,
      plan: ({ kind }) => {
        // A mock answers 406 where the declared body is not among what the request accepts.
        const others = mediaTypesOf(responsesOf(kind)[status]).filter((type) => type !== "application/json");
        const accept = others.length === 0 ? [] : [["accept", others.join(", ")] as const];
        return ask({}, {}, { headers: [...accept, ["prefer", `code=${status}`]] });
      },
    }),
  ),
];

function examplePointer(name: string): string {
  return `${responses}/200/content/application~1json/examples/${escapePointer(name)}`;
}

/** The example as the contract holds it, so that a mock that serves something else shows. */
function exampleValue(kind: EventKind, name: string): unknown {
  const pointer = pointerOn(examplePointer(name), kind);
  return followReference(contract, contractNode(pointer), pointer).node["value"];
}

/** Checks of a mock of the contract, which serves every named example and every documented status. */
export const exampleChecks: readonly SuiteCheck[] = [
  ...[...exampleNames].map(
    ([name, kinds]): SuiteCheck => ({
      id: `example-${name}`,
      kinds,
      title: `the example ${name} is served and valid`,
      evidence: "http",
      needsExamples: true,
      pointer: examplePointer(name),
      needs: [`example-${name}`],
      judge: (context) => {
        const result = context.get(`example-${name}`);
        const expected = "the example of the contract";
        if (!isUsable(result))
          return [{ code: "not-served", expected, actual: `status ${result.exchange.status}`, result }];
        const same = JSON.stringify(result.events) === JSON.stringify(exampleValue(context.kind, name));
        const served: Finding[] = same
          ? []
          : [{ code: "other-body", expected, actual: "another body", result }];
        const invalid = eventsIn(result).flatMap((event, eventIndex) =>
          validateEvent(event).map(({ pointer, rule, message }) => ({
            code: schemaCode(rule),
            expected: message,
            actual: "it does not hold",
            result,
            eventIndex,
            pointer,
          })),
        );
        return [...served, ...invalid];
      },
    }),
  ),
  ...[...otherStatuses].map(
    ([status, kinds]): SuiteCheck => ({
      id: `status-${status}-served`,
      kinds,
      title: `the documented response ${status} is served on request`,
      evidence: "http",
      needsExamples: true,
      pointer: `${responses}/${status}`,
      needs: [`status-${status}`],
      judge: (context) => {
        const result = context.get(`status-${status}`);
        const actual = result.exchange.status;
        if (String(actual) !== status)
          return [{ code: "not-served", expected: `status ${status}`, actual: `status ${actual}`, result }];
        const finding = undeclaredMediaType(result, responsesOf(context.kind)[status]);
        return finding === undefined ? [] : [{ ...finding, result }];
      },
    }),
  ),
];
