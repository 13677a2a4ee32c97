import type { EventKind } from "../../generated/contract.js";
import { validateEvent } from "../../generated/validators.js";
import { type Finding, schemaCode } from "../engine/check.ts";
import { contract, contractNode } from "../engine/contract.ts";
import { isObject, valueAt } from "../engine/event.ts";
import { eventsIn, isUsable } from "../engine/probe-result.ts";
import { ask } from "./ask.ts";
import type { ProbeId, SuiteCheck, SuiteProbe } from "./probe-ids.ts";

const responses = "#/paths/~1notifications~1{id}~1events~1{kind}/get/responses";

/** The operation of a kind, as the contract has it. */
function operationOf(kind: EventKind): Readonly<Record<string, unknown>> {
  const operation = contractNode(`#/paths/~1notifications~1{id}~1events~1${kind}/get`);
  if (!isObject(operation))
    throw new Error(`The contract has no operation for ${kind}. Run: npm run generate`);
  return operation;
}

const documented = operationOf("activations")["responses"];
const named = valueAt(documented, "200", "content", "application/json", "examples");

/** Names of the examples, with `{kind}` where the kind of events stands. */
const exampleNames: readonly string[] = Object.keys(isObject(named) ? named : {}).map((name) =>
  name.replace("activations", "{kind}"),
);
/** Documented statuses other than the success with events. */
const otherStatuses: readonly string[] = Object.keys(isObject(documented) ? documented : {}).filter(
  (status) => status !== "200",
);

const preferring = (id: ProbeId, preference: (kind: EventKind) => string): SuiteProbe => ({
  id,
  plan: ({ kind }) => ask({}, {}, { headers: [["prefer", preference(kind)]] }),
});

/** Canned responses, from a mock that serves the one asked for. */
export const exampleProbes: readonly SuiteProbe[] = [
  ...exampleNames.map((name) =>
    preferring(`example-${name}`, (kind) => `example=${name.replace("{kind}", kind)}`),
  ),
  ...otherStatuses.map((status) => preferring(`status-${status}`, () => `code=${status}`)),
];

/** The example as the contract holds it, so that a mock that serves something else shows. */
function exampleValue(name: string): unknown {
  return valueAt(contract, "components", "examples", name, "value");
}

/** What a mock of the contract serves: every named example, every documented status. */
export const exampleChecks: readonly SuiteCheck[] = [
  ...exampleNames.map(
    (name): SuiteCheck => ({
      id: `example-${name.replace("{kind}-", "").replace("{kind}", "events")}`,
      title: `the example ${name} is served and valid`,
      evidence: "http",
      needsExamples: true,
      pointer: `${responses}/200/content/application~1json/examples/${name}`,
      needs: [`example-${name}`],
      judge: (context) => {
        const result = context.get(`example-${name}`);
        const expected = "the example of the contract";
        if (!isUsable(result))
          return [{ code: "not-served", expected, actual: `status ${result.exchange.status}`, result }];
        const same =
          JSON.stringify(result.events) ===
          JSON.stringify(exampleValue(name.replace("{kind}", context.kind)));
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
  ...otherStatuses.map(
    (status): SuiteCheck => ({
      id: `status-${status}-served`,
      title: `the documented answer ${status} is served on request`,
      evidence: "http",
      needsExamples: true,
      pointer: `${responses}/${status}`,
      needs: [`status-${status}`],
      judge: (context) => {
        const result = context.get(`status-${status}`);
        const actual = result.exchange.status;
        return String(actual) === status
          ? []
          : [{ code: "not-served", expected: `status ${status}`, actual: `status ${actual}`, result }];
      },
    }),
  ),
];
