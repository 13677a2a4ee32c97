import { nodeAt } from "../../contract-tests/contract-model/document.ts";
import type { Statement } from "../../contract-tests/contract-model/evidence.ts";
import type { Check } from "../../contract-tests/engine/check.ts";
import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import type { JsonObject } from "../../src/shared/json.ts";
import { placesOf } from "./statement-checks.ts";

/** Where contract and suite do not meet, a line each: nobody would notice that such a statement is wrong. */
export function findLooseEnds(
  document: JsonObject,
  statements: readonly Statement[],
  checks: readonly Pick<Check, "id" | "pointer">[],
  openQuestions: readonly Pick<OpenQuestion, "number" | "checks">[],
): readonly string[] {
  const ids = new Set(checks.map(({ id }) => id));
  const unrefuted = statements
    .filter(({ level, refutedBy }) => level === "assumed" && refutedBy.length === 0)
    .map(({ node }) => `${node} is assumed, and no check would refute it. Name one in its refutedBy.`);
  const unknown = statements.flatMap(({ node, refutedBy }) =>
    refutedBy
      .filter((id) => !ids.has(id))
      .map((id) => `${node} is refuted by ${id}, which is no check. See npm run contract -- --list-checks.`),
  );
  const unanswered = openQuestions.flatMap(({ number, checks: answering }) =>
    answering.length > 0 && answering.every((id) => ids.has(id))
      ? []
      : [
          `Open question ${number} has no check that will answer it: ${answering.join(", ") || "none is named"}.`,
        ],
  );
  const astray = checks.flatMap(({ id, pointer }) =>
    placesOf(pointer)
      .filter((place) => nodeAt(document, place) === undefined)
      .map((place) => `The check ${id} points at ${place}, which the contract does not have.`),
  );
  return [...unrefuted, ...unknown, ...unanswered, ...astray];
}
