import { compareParameters } from "./compare-parameters.ts";
import { compareResponses } from "./compare-responses.ts";
import type { Comparison, Spot } from "./comparison.ts";
import { type OpenApiDocument, printable } from "./document.ts";
import { type Operation, readOperation } from "./operation.ts";
import {
  findMovedPath,
  findPath,
  findSplitPath,
  type Path,
  readServers,
  type Server,
  splitPrefix,
} from "./paths.ts";
import { type Credential, keyHeadersOf, readCredentials } from "./security.ts";

/** An operation and what it lists: the last segment of its path. */
export interface NamedOperation {
  readonly name: string;
  readonly path: Path;
  readonly method: string;
  readonly operation: Operation;
}

/**
 * Compares an operation of ours with theirs.
 *
 * @returns The path at which it was found, as their document writes it.
 */
export function compareOperation(
  comparison: Comparison,
  ours: OpenApiDocument,
  theirs: OpenApiDocument,
  { name, path, method, operation }: NamedOperation,
): string | undefined {
  const spot: Spot = {
    operation: name,
    subject: `${method.toUpperCase()} ${path.template}`,
    part: "request-parameter",
    evidence: operation.evidence,
    pointer: operation.pointer,
  };
  const samePath = findPath(theirs, path.template);
  const split = samePath === undefined ? findSplitPath(theirs, path.template) : undefined;
  const theirPath = samePath ?? split?.path ?? findMovedPath(theirs, path.template);
  const other = theirPath && readOperation(theirs, theirPath, method);
  if (other === undefined) {
    const rule =
      theirPath === undefined ? "api-path-removed-without-deprecation" : "api-removed-without-deprecation";
    const missing = theirPath === undefined ? "no such path" : `no ${method.toUpperCase()}`;
    const theirPointer = theirPath?.places[0].pointer;
    comparison.differs(rule, spot, { ours: spot.subject, theirs: missing, theirPointer });
    return theirPath?.template;
  }
  if ((samePath ?? split) === undefined && theirPath !== undefined) {
    const prefixOf = ({ template }: Path) => printable(splitPrefix(template).prefix || "none");
    const at: Spot = { ...spot, subject: "prefix of the path", pointer: "#/paths" };
    const prefixes = { ours: prefixOf(path), theirs: prefixOf(theirPath) };
    comparison.differs("api-path-moved", at, { ...prefixes, theirPointer: theirPath.places[0].pointer });
  }
  const values = { theirPointer: other.pointer };
  if (other.deprecated && !operation.deprecated) {
    comparison.differs("endpoint-deprecated", spot, { ...values, ours: "in use", theirs: "deprecated" });
  }
  if (other.requestBody !== undefined && operation.requestBody === undefined) {
    const { required, pointer } = other.requestBody;
    const rule = required ? "request-body-added-required" : "request-body-added-optional";
    comparison.differs(rule, spot, { ours: "no body", theirs: "a body", theirPointer: pointer });
  }
  compareServers(comparison, operation, other, split?.start ?? "", spot);
  const keyHeaders = keyHeadersOf(ours);
  compareSecurity(
    comparison,
    readCredentials(ours, operation, keyHeaders),
    readCredentials(theirs, other, keyHeaders),
    spot,
  );
  compareParameters(comparison, operation, other, keyHeaders, spot);
  compareResponses(comparison, operation, other, {
    ...spot,
    kind: comparison.strict ? undefined : operation.kind,
  });
  return theirPath?.template;
}

/** @param start What their servers end with and our paths begin with. */
function compareServers(
  comparison: Comparison,
  ours: Operation,
  theirs: Operation,
  start: string,
  spot: Spot,
): void {
  const [known, found] = [readServers(ours.servers), readServers(theirs.servers)];
  const mine = known.flatMap(({ url }) => url ?? []);
  const other = found.flatMap(({ url }) => (url === undefined ? [] : withoutEnd(url, start)));
  const at: Spot = { ...spot, subject: "servers", pointer: ours.servers.pointer };
  if (other.length === 0) {
    comparePrefixes(comparison, known, found, start, { ...at, subject: "prefix of the path" });
    return;
  }
  const values = { ours: mine.join(", "), theirs: other.join(", "), theirPointer: theirs.servers.pointer };
  if (mine.some((url) => !other.includes(url))) comparison.differs("server-removed", at, values);
  else if (other.some((url) => !mine.includes(url))) comparison.differs("server-added", at, values);
}

/** A document without an absolute address was written without its host; a prefix of every path it may name. */
function comparePrefixes(
  comparison: Comparison,
  ours: readonly Server[],
  theirs: readonly Server[],
  start: string,
  spot: Spot,
): void {
  const prefixes = (servers: readonly Server[], end: string) =>
    servers.map(({ pathname }) => withoutEnd(pathname.replace(/\/+$/, ""), end));
  const [mine, other] = [prefixes(ours, ""), prefixes(theirs, start)];
  if (other.length === 0 || other.some((prefix) => mine.includes(prefix))) return;
  const listed = (all: readonly string[]) => printable(all.join(", ") || "none");
  comparison.differs("api-path-moved", spot, { ours: listed(mine), theirs: listed(other) });
}

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, text.length - end.length) : text;
}

function compareSecurity(
  comparison: Comparison,
  ours: readonly Credential[],
  theirs: readonly Credential[],
  spot: Spot,
): void {
  const gone = ours.filter(({ name }) => !theirs.some((other) => other.name === name));
  const fresh = theirs.filter(({ name }) => !ours.some((mine) => mine.name === name));
  const names = (credentials: readonly Credential[]) =>
    credentials.map(({ name }) => name).join(", or ") || "nothing";
  const at = ({ pointer, evidence }: Credential): Spot => ({
    ...spot,
    subject: "security",
    pointer,
    evidence,
  });

  for (const mine of ours) {
    const others = theirs.filter(({ name }) => name === mine.name);
    const [other] = others;
    if (other === undefined) continue;
    const texts = others.flatMap((credential) => credential.texts);
    comparison.reads(at(mine), texts, other.pointer);
  }
  const [mine, other] = [gone[0], fresh[0]];
  if (gone.length === 1 && fresh.length === 1 && mine?.isApiKey && other?.isApiKey) {
    const values = { ours: mine.name, theirs: other.name, theirPointer: other.pointer };
    comparison.differs("api-security-component-type-changed", at(mine), values);
    return;
  }
  const first = ours[0] ?? theirs[0];
  for (const credential of gone) {
    if (!comparison.expects(credential.evidence)) continue;
    comparison.differs("api-security-removed", at(credential), {
      ours: credential.name,
      theirs: names(theirs),
    });
  }
  for (const credential of fresh) {
    const place = first === undefined ? spot : at(first);
    const open = gone.length === 0;
    const values = { ours: names(ours), theirs: credential.name, theirPointer: credential.pointer, open };
    if (credential.name !== "nothing") comparison.differs("api-security-added", place, values);
    else if (open) comparison.differs("request-parameter-became-optional", place, values);
  }
}
