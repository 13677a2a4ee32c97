import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { followReference } from "../../contract-tests/contract-model/document.ts";
import { type ModelBranch, readEventModel } from "../../contract-tests/contract-model/event-model.ts";
import { addToCoverage, emptyCoverage } from "../../contract-tests/contract-model/schema-coverage.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { readEventOperations } from "./contract-data.ts";
import { operationParameters } from "./parameter-data.ts";

/**
 * What no generator can decide and a person still has to, a line each: branches of a union without an example, query
 * parameters whose meaning no check judges, endpoints of one event type, and what requests need and responses have that
 * the client does not know.
 *
 * @param root Folder that may hold `contract-tests/checks/`.
 * @param before The bundle that `generated/` held before, if it held one.
 * @param after The bundle that it holds now.
 */
export async function findOpenDecisions(
  root: string,
  before: JsonObject | undefined,
  after: JsonObject,
): Promise<readonly string[]> {
  const known = new Set(before && branchesWithoutExample(before).map(({ object }) => object.name));
  const branches = branchesWithoutExample(after).map(({ object }) =>
    before === undefined || known.has(object.name) || !hasSchema(before, object.name)
      ? `No example shows ${object.name}. Add one to spec/components/examples/.`
      : `The only example of ${object.name} is gone. Add another one to spec/components/examples/.`,
  );
  return [
    ...branches,
    ...(await parametersWithoutCheck(root, after)),
    ...endpointsOfOneType(after),
    ...unknownToClient(after),
  ];
}

/** Headers that `src/transport/` reads by their names, in lower case. */
const headersOfClient = [
  "x-request-id",
  "retry-after",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
];

/** Two endpoints may list events of one type; more often one is the copy of another, whose type nobody changed. */
function endpointsOfOneType(document: JsonObject): readonly string[] {
  const operations = readEventOperations(document);
  return operations.flatMap(({ kind, eventType }, index) => {
    const other = operations.slice(0, index).find((one) => one.eventType === eventType);
    return other === undefined
      ? []
      : [
          `${other.kind} and ${kind} both have the x-event-type ${eventType}. If the events of ${kind} have a type of their own, change it.`,
        ];
  });
}

/** Parameters that the client does not send by itself, and headers that it reads in vain. */
function unknownToClient(document: JsonObject): readonly string[] {
  const operations = readEventOperations(document);
  const parameters = operations.flatMap(({ path }) =>
    operationParameters(document, path).map(({ parameter }) => parameter),
  );
  const unsent = parameters.flatMap(({ name, in: place, required }) => {
    if (place === "header" || place === "cookie")
      return [`The client sends no ${place} ${name}: it knows query parameters and the key. Add it to src/.`];
    return place === "query" && required === true
      ? [
          `The parameter ${name} is required, so every call of the client needs it: in examples and tests too. np6-events follow and sync do not send it. Add it to src/follow and src/sync.`,
        ]
      : [];
  });
  const listed = new Set(
    operations
      .flatMap(({ operation }) => Object.values(objectAt(operation, "responses")))
      .flatMap((response) => Object.keys(objectAt(followReference(document, response, "").node, "headers")))
      .map((name) => name.toLowerCase()),
  );
  const unread = headersOfClient
    .filter((name) => !listed.has(name))
    .map(
      (name) =>
        `No response has the header ${name}, which src/transport/ reads and src/sandbox/ sends. Change its name there.`,
    );
  return [...new Set(unsent), ...unread];
}

function hasSchema(document: JsonObject, name: string): boolean {
  return Object.hasOwn(objectAt(document, "components", "schemas"), name);
}

/** The branches of all unions that no event of an example has. */
function branchesWithoutExample(document: JsonObject): readonly ModelBranch[] {
  const model = readEventModel(document);
  const coverage = emptyCoverage(model);
  for (const { operation } of readEventOperations(document)) {
    const media = Object.values(objectAt(operation, "responses", "200", "content"));
    for (const example of media.flatMap((one) => Object.values(objectAt(one, "examples")))) {
      const { value } = followReference(document, example, "").node;
      for (const event of Array.isArray(value) ? value : []) addToCoverage(model, coverage, event);
    }
  }
  const branches = [...model.unions.values()].flatMap((union) => union.branches);
  const unseen = branches.filter(({ pointer }) => coverage.get(pointer) === 0);
  return [...new Map(unseen.map((branch) => [branch.object.name, branch])).values()];
}

/**
 * A check points at the parameter whose meaning it judges. The checks are read as text: they import generated/, which
 * is only being made.
 */
async function parametersWithoutCheck(root: string, document: JsonObject): Promise<readonly string[]> {
  const folder = join(root, "contract-tests/checks");
  const files = (await readdir(folder).catch(() => [])).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const text = (await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")))).join("\n");
  const names = readEventOperations(document).flatMap(({ path }) =>
    operationParameters(document, path, "query").flatMap(({ parameter, pointer }) => {
      const name = String(parameter["name"]);
      const component = pointer.slice(pointer.lastIndexOf("/") + 1) || name;
      return new RegExp(`parameters/${component}\\b(?!-)`).test(text) ? [] : [name];
    }),
  );
  return [...new Set(names)].map(
    (name) =>
      `No check judges what the parameter ${name} means. Add one to contract-tests/checks/, as CONTRIBUTING.md describes.`,
  );
}
