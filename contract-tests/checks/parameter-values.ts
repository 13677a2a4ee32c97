import { type EventKind, endpoints, queryParameters } from "../../generated/contract.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { followReference } from "../contract-model/document.ts";
import { evidenceOf } from "../contract-model/evidence.ts";
import type { Evidence } from "../engine/check.ts";
import { contract } from "../engine/contract.ts";

/** Parameters whose meaning has checks of its own. */
const withOwnChecks: readonly string[] = ["start", "end", "sort"];

/** The allowed values of a parameter, from the generated contract. */
export interface TakenValues {
  readonly kind: string;
  readonly values?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A value, and the one endpoint that it is sent to: the budget of requests does not allow more. */
export interface TriedValue {
  readonly value: string;
  readonly kind: EventKind;
}

/** A query parameter of the contract, and values to try it with. */
export interface TriedParameter {
  readonly name: string;
  /** JSON pointer to where the bundle describes it. */
  readonly pointer: string;
  readonly evidence: Evidence;
  /** A valid value, and the endpoint to send it to; `undefined` if the contract has no such value. */
  readonly valid: TriedValue | undefined;
  /** A value to be rejected. */
  readonly bad: TriedValue | undefined;
}

const taken: Readonly<Record<string, TakenValues>> = queryParameters;

/** The optional parameters whose meaning has no check. */
export const triedParameters: readonly TriedParameter[] = Object.keys(taken)
  .filter((name) => !withOwnChecks.includes(name))
  .flatMap((name, turn) => readParameter(name, turn) ?? []);

function readParameter(name: string, turn: number): TriedParameter | undefined {
  const kinds = eventKinds.filter((kind) => namesOf(kind).includes(name));
  const [found] = kinds.flatMap((kind) => findParameter(kind, name) ?? []);
  const data = taken[name];
  if (found === undefined || data === undefined) return undefined;
  const schema = followReference(contract, found.node["schema"], "").node;
  return {
    name,
    pointer: found.pointer,
    evidence: evidenceOf(found.node) ?? "assumed",
    valid: sentTo(
      kinds,
      turn,
      validValue(data, found.node["example"] ?? schema["example"] ?? schema["default"]),
    ),
    bad: sentTo(kinds, turn + 1, badValue(data)),
  };
}

/** The endpoints that take a parameter take turns. */
function sentTo(
  kinds: readonly EventKind[],
  turn: number,
  value: string | undefined,
): TriedValue | undefined {
  const kind = kinds[turn % kinds.length];
  return value === undefined || kind === undefined ? undefined : { value, kind };
}

function namesOf(kind: EventKind): readonly string[] {
  return endpoints[kind].parameters;
}

function findParameter(
  kind: EventKind,
  name: string,
): { readonly node: JsonObject; readonly pointer: string } | undefined {
  const item = objectAt(contract, "paths", endpoints[kind].path);
  const listed = [objectAt(item, "get")["parameters"], item["parameters"]].flat();
  return listed
    .map((node) => followReference(contract, node, "#/paths"))
    .find(({ node }) => node["in"] === "query" && node["name"] === name);
}

/** A valid value of the parameter: the contract's example, or one from its schema. */
export function validValue(
  { kind, values, minimum = 1, maximum = Number.POSITIVE_INFINITY }: TakenValues,
  example?: unknown,
): string | undefined {
  if (example !== undefined) return String(example);
  if (values !== undefined) return String(values[0]);
  if (kind === "boolean") return "true";
  if (kind === "instant") return "2026-01-01T00:00:00Z";
  if (kind !== "integer" && kind !== "number") return undefined;
  return String(Math.min(Math.max(minimum, 1), maximum));
}

/** A value that the parameter cannot take; `undefined` for a text, which may be anything. */
export function badValue({ kind, values }: TakenValues): string | undefined {
  if (kind === "text") return undefined;
  const word = "no-such-value";
  return values?.includes(word) ? `${word}-either` : word;
}

/** Endpoints that are asked for a bad order: all but those that are asked for a bad value of another parameter instead. */
export const kindsWithBadOrder: readonly EventKind[] = allBut(triedParameters.map(({ bad }) => bad?.kind));

/** Endpoints that are asked for an id beyond int32: all but those that are asked for a valid value of a parameter instead. */
export const kindsWithLargeId: readonly EventKind[] = allBut(triedParameters.map(({ valid }) => valid?.kind));

/** All endpoints but these, and one at least. */
export function allBut(kinds: readonly (EventKind | undefined)[]): readonly EventKind[] {
  const others = eventKinds.filter((kind) => !kinds.includes(kind));
  return others.length > 0 ? others : eventKinds.slice(0, 1);
}
