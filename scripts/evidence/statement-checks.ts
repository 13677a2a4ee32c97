import { nodeAt } from "../../contract-tests/contract-model/document.ts";
import {
  type EventModel,
  propertiesAt,
  readEventModel,
} from "../../contract-tests/contract-model/event-model.ts";
import type { Statement } from "../../contract-tests/contract-model/evidence.ts";
import { emptyCoverage } from "../../contract-tests/contract-model/schema-coverage.ts";
import type { Check } from "../../contract-tests/engine/check.ts";
import type { CheckResult, ContractReport, Outcome } from "../../contract-tests/engine/report.ts";
import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import { isObject, type JsonObject } from "../../src/shared/json.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import { readEventOperations } from "../generate/contract-data.ts";

/** A check, and what of the contract it judges. */
type PlacedCheck = Pick<Check, "id" | "pointer" | "kinds">;

/** Judges every property that an event has against its schema, whatever it points at. */
const modelCheck = "event-schema";

/**
 * Ids of the checks that would notice if a statement did not hold, by the statement's pointer: those it names itself,
 * those that point at it, and for a property of an event the check of the schema.
 */
export function checksByStatement(
  document: JsonObject,
  statements: readonly Statement[],
  checks: readonly PlacedCheck[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map(statements.map(({ pointer, refutedBy }) => [pointer, new Set(refutedBy)]));
  const owners = ownersOf(document);
  for (const check of checks) {
    for (const place of placesOf(document, check)) {
      for (const owner of owners.get(place) ?? []) found.get(owner)?.add(check.id);
    }
  }
  for (const pointer of emptyCoverage(readEventModel(document)).keys()) found.get(pointer)?.add(modelCheck);
  return new Map([...found].map(([pointer, ids]) => [pointer, [...ids]]));
}

/** The pointers that a check's pointer expands to: `{path}` is the path of each endpoint. */
function placesOf(document: JsonObject, { pointer, kinds }: PlacedCheck): readonly string[] {
  if (!pointer.includes("{path}")) return [pointer];
  return readEventOperations(document)
    .filter(({ kind }) => kinds?.some((one) => one === kind) ?? true)
    .map(({ path }) => pointer.replace("{path}", () => escapePointer(path)));
}

/**
 * For every node the statements that it belongs to: itself if it is one, else the nearest that holds it or refers to it.
 * `Instant` says nothing of how it is known, so what judges it judges the parameters that are made of it.
 */
function ownersOf(document: JsonObject): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  const visit = (node: unknown, pointer: string, outer: string | undefined): void => {
    if (typeof node !== "object" || node === null) return;
    const owner = isObject(node) && isObject(node["x-evidence"]) ? pointer : outer;
    const target = isObject(node) ? node["$ref"] : undefined;
    if (typeof target === "string") {
      visit(nodeAt(document, target), target, owner);
      // A pointer to this use of a component means the component, unless the use is a statement of its own.
      owners.set(pointer, owner === pointer ? new Set([pointer]) : (owners.get(target) ?? new Set()));
      return;
    }
    const known = owners.get(pointer);
    if (known !== undefined && (owner === undefined || known.has(owner))) return;
    owners.set(pointer, new Set([...(known ?? []), ...(owner === undefined ? [] : [owner])]));
    for (const [key, child] of Object.entries(node)) visit(child, `${pointer}/${escapePointer(key)}`, owner);
  };
  visit(document, "#", undefined);
  return owners;
}

/** The verdict of one run on one statement. `not-seen`: its checks passed, but no event had the property. */
export type StatementVerdict = Outcome | "not-seen" | undefined;

/** The first is what counts where the checks of a statement ended differently. */
const severity: readonly Outcome[] = ["failed", "refuted", "known", "passed", "not-exercised"];

/** The contract's statements about events. */
export interface EventContract {
  readonly model: EventModel;
  /** The `type` of an endpoint's events, by the last segment of its path. */
  readonly eventTypes: ReadonlyMap<string, string>;
}

/** Reads what the contract says of events. */
export function readEventContract(document: JsonObject): EventContract {
  const operations = readEventOperations(document);
  return {
    model: readEventModel(document),
    eventTypes: new Map(operations.map(({ kind, eventType }) => [kind, eventType])),
  };
}

/**
 * What a run says of a statement.
 *
 * @param checkIds The checks that would notice if it did not hold.
 * @returns `undefined` where none of them ran.
 */
export function verdictOf(
  contract: EventContract,
  { pointer, section }: Statement,
  checkIds: readonly string[],
  { results, schemaCoverage }: ContractReport,
): StatementVerdict {
  const [, kind] = /^#\/paths\/[^/]*~1([^/~]+)\//.exec(pointer) ?? [];
  const outcomes = results
    .filter(({ check, endpoint }) => checkIds.includes(check) && [kind ?? endpoint, "all"].includes(endpoint))
    .map((result) =>
      section === "schemas" && isElsewhere(contract, pointer, result) ? "passed" : result.outcome,
    );
  const verdict = severity.find((outcome) => outcomes.includes(outcome));
  const coverage = schemaCoverage.find((one) => one.pointer === pointer);
  return verdict === "passed" && coverage?.count === 0 ? "not-seen" : verdict;
}

/** Whether the check of the whole event found fault with other properties only. */
function isElsewhere({ model, eventTypes }: EventContract, pointer: string, result: CheckResult): boolean {
  const { check, endpoint, violations } = result;
  const eventType = eventTypes.get(endpoint);
  if (check !== modelCheck || eventType === undefined || violations.length === 0) return false;
  return violations.every(
    ({ pointer: place = "" }) => !propertiesAt(model, eventType, place).includes(pointer),
  );
}

/** Where contract and suite do not meet, a line each: nobody would notice that such a statement is wrong. */
export function findLooseEnds(
  document: JsonObject,
  statements: readonly Statement[],
  checks: readonly PlacedCheck[],
  openQuestions: readonly Pick<OpenQuestion, "number" | "checks">[],
): readonly string[] {
  const ids = new Set(checks.map(({ id }) => id));
  const unrefuted = statements
    .filter(({ level, refutedBy }) => level === "assumed" && refutedBy.length === 0)
    .map(({ node }) => `${node} is assumed, and no check would refute it. Name one in its refutedBy.`);
  const unknown = statements.flatMap(({ node, refutedBy }) =>
    refutedBy
      .filter((id) => !ids.has(id))
      .map(
        (id) => `${node} is refuted by ${id}, which is not a check. See npm run contract -- --list-checks.`,
      ),
  );
  const unanswered = openQuestions.flatMap(({ number, checks: answering }) =>
    answering.length > 0 && answering.every((id) => ids.has(id))
      ? []
      : [
          `Open question ${number} has no check that will answer it: ${answering.join(", ") || "none is named"}.`,
        ],
  );
  const astray = checks.flatMap((check) =>
    placesOf(document, check)
      .filter((place) => nodeAt(document, place) === undefined)
      .map((place) => `The check ${check.id} points at ${place}, which the contract does not have.`),
  );
  return [...unrefuted, ...unknown, ...unanswered, ...astray];
}
