import { isDeepStrictEqual } from "node:util";
import { isObject, objectAt } from "../../src/shared/json.ts";
import { compareOperation, type NamedOperation } from "./compare-operation.ts";
import { type Comparison, type DriftFinding, type Result, type Spot, startComparison } from "./comparison.ts";
import { membersOf, type OpenApiDocument, rootOf, under } from "./document.ts";
import { readOperation } from "./operation.ts";
import { anonymous, readPath, splitPrefix } from "./paths.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Lists the differences from our contract to another document, for the operations of our contract.
 *
 * @param options.strict Both are our contract, at two times, so a missing statement is a difference. Otherwise the
 *   other document is the vendor's, and a missing statement is drift only if our evidence is that document.
 * @throws UsageError when a part that is compared cannot be read.
 */
export function compareDocuments(
  ours: OpenApiDocument,
  theirs: OpenApiDocument,
  options: { readonly strict: boolean },
): Result {
  const comparison = startComparison(options);
  const operations = operationsOf(ours);
  // Only new operations beside ours are reported, because the vendor has hundreds of others.
  const collections = new Set(operations.map(({ path }) => collectionOf(path.template)));
  const known = new Set<string>();
  for (const operation of operations) {
    const found = compareOperation(comparison, ours, theirs, operation);
    if (found === undefined) continue;
    known.add(`${operation.method} ${found}`);
    collections.add(collectionOf(found));
  }
  const isNews = (template: string, method: string) =>
    !known.has(`${method} ${template}`) &&
    (options.strict || (method === "get" && collections.has(collectionOf(template))));
  reportAdded(comparison, operationsOf(theirs, isNews));
  return comparison.result();
}

/** A path without its last segment and its prefix: `/notifications/{}/events`. */
function collectionOf(template: string): string {
  const listed = splitPrefix(template).resource || anonymous(template);
  return listed.replace(/\/[^/]*$/, "") || template;
}

function reportAdded(comparison: Comparison, added: readonly NamedOperation[]): void {
  for (const { name, path, method, operation } of added) {
    const subject = `${method.toUpperCase()} ${path.template}`;
    const { pointer, evidence } = operation;
    const spot: Spot = { operation: name, subject, part: "request-parameter", evidence, pointer };
    comparison.differs("endpoint-added", spot, {
      ours: "no such operation",
      theirs: subject,
      theirPointer: pointer,
    });
  }
}

/** @param accepts Whether an operation is read. The others are not looked at, so nothing in them can be wrong. */
function operationsOf(
  document: OpenApiDocument,
  accepts: (template: string, method: string) => boolean = () => true,
): NamedOperation[] {
  return membersOf(under(rootOf(document), "paths")).flatMap((listed) => {
    const accepted = methods.filter((method) => accepts(listed.key, method));
    if (accepted.length === 0) return [];
    const path = readPath(document, listed);
    return accepted.flatMap((method) => {
      const operation = readOperation(document, path, method);
      const name = listed.key.split("/").at(-1) ?? listed.key;
      return operation === undefined ? [] : [{ name, path, method, operation }];
    });
  });
}

export type VersionStep = "major" | "minor" | "patch" | "none";

/**
 * What a release must raise for the contract to go from one document to another: major when someone who relied on the
 * first may break, also when a schema and with it a type is gone, or when something differs that no rule judges; minor when
 * there is more or other to it; patch when only words, examples or evidence differ.
 */
export function versionStep(
  before: OpenApiDocument,
  after: OpenApiDocument,
  findings: readonly DriftFinding[],
): VersionStep {
  if (isDeepStrictEqual(before.root, after.root)) return "none";
  if (findings.some(({ level }) => level === "breaking")) return "major";
  const [old, fresh] = [schemasOf(before), schemasOf(after)];
  if (Object.keys(old).some((name) => !Object.hasOwn(fresh, name))) return "major";
  if (findings.length > 0) return "minor";
  return isUnjudged(before, after, findings) ? "major" : "patch";
}

/** Whether two documents differ in more than words, examples and evidence, and no rule has found anything. */
export function isUnjudged(
  before: OpenApiDocument,
  after: OpenApiDocument,
  findings: readonly DriftFinding[],
): boolean {
  return findings.length === 0 && !isDeepStrictEqual(withoutWords(before.root), withoutWords(after.root));
}

function schemasOf({ root }: OpenApiDocument): object {
  return objectAt(root, "components", "schemas");
}

const words =
  /^(?:title|description|summary|externalDocs|tags|operationId|examples?|info|\$comment|x-evidence|x-sources)$/;

/** @param isNames Whether the keys of a value are names of the contract's, such as a property `title`. */
function withoutWords(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => isNames || !words.test(key));
  return Object.fromEntries(
    kept.map(([key, item]) => [
      key,
      withoutWords(item, !isNames && /^(?:properties|schemas|parameters|headers|responses)$/.test(key)),
    ]),
  );
}
