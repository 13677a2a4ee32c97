import type { EventKind } from "../../generated/contract.js";
import { contractNode } from "../engine/contract.ts";
import { isObject, valueAt } from "../engine/event.ts";
import type { Probe } from "../engine/probe.ts";
import { ask } from "./ask.ts";

/** The operation of a kind, as the contract has it. */
function operationOf(kind: EventKind): Readonly<Record<string, unknown>> {
  const operation = contractNode(`#/paths/~1notifications~1{id}~1events~1${kind}/get`);
  if (!isObject(operation))
    throw new Error(`The contract has no operation for ${kind}. Run: npm run generate`);
  return operation;
}

const responses = operationOf("activations")["responses"];
const named = valueAt(responses, "200", "content", "application/json", "examples");

/** Names of the examples, with `{kind}` where the kind of events stands. */
export const exampleNames: readonly string[] = Object.keys(isObject(named) ? named : {}).map((name) =>
  name.replace("activations", "{kind}"),
);
/** Documented statuses other than the success with events. */
export const otherStatuses: readonly string[] = Object.keys(isObject(responses) ? responses : {}).filter(
  (status) => status !== "200",
);

const preferring = (id: string, preference: (kind: EventKind) => string): Probe => ({
  id,
  plan: ({ kind }) => ask({}, {}, { headers: [["prefer", preference(kind)]] }),
});

/** Canned answers, from a mock that serves the one asked for. */
export const exampleObservations: readonly Probe[] = [
  ...exampleNames.map((name) =>
    preferring(`example-${name}`, (kind) => `example=${name.replace("{kind}", kind)}`),
  ),
  ...otherStatuses.map((status) => preferring(`status-${status}`, () => `code=${status}`)),
];
