import { compareObject } from "./compare-object.ts";
import { compareValues } from "./compare-values.ts";
import type { Comparison, Spot, Values, Verdict } from "./comparison.ts";
import { describe } from "./describe.ts";
import type { Evidence } from "./evidence.ts";
import type { RuleId } from "./rules.ts";
import type { Facets, JsonType, Schema } from "./schema.ts";
import { changeRule, typeChange } from "./type-change.ts";

/** One schema under comparison, what nests in it left out: differences there are its own. */
export interface SchemaNode {
  readonly part: Spot["part"];
  readonly isRequest: boolean;
  /** They say something else. */
  differs(rule: RuleId, values: Values): void;
  /**
   * They do not say what we do: drift where our evidence is that they did, else nothing new.
   *
   * @param known How we know it, where that is not how we know the schema.
   */
  lacks(rule: RuleId, values: Values, known?: "constraint" | Evidence): void;
  verdict(): Verdict;
}

/** Compares two schemas, then what nests in ours. @returns what the other document makes of ours, nested ones left out. */
export function compareSchema(comparison: Comparison, ours: Schema, theirs: Schema, outer: Spot): Verdict {
  const spot: Spot = { ...outer, evidence: ours.evidence ?? outer.evidence, pointer: ours.pointer };
  const node = startNode(comparison, spot, theirs.pointer);
  comparison.reads(ours.evidence && spot, theirs.texts, theirs.pointer);
  compareTypes(comparison, node, ours, theirs);
  if (theirs.deprecated && !ours.deprecated && spot.part === "response-property") {
    node.differs("response-property-deprecated", { ours: "in use", theirs: "deprecated" });
  }
  for (const [type, facets] of ours.types ?? []) {
    const others = theirs.types?.get(type);
    if (facets.evidence !== undefined) {
      const verdict = others?.format === facets.format ? "agreed" : "unstated";
      comparison.judged({ ...spot, evidence: facets.evidence }, verdict);
    }
    if (others !== undefined && type !== "object" && type !== "array")
      compareValues(node, type, facets, others);
  }
  const verdict = node.verdict();
  if (ours.evidence !== undefined) comparison.judged(spot, verdict);
  compareNested(comparison, ours, theirs, spot);
  return verdict;
}

/** Nothing is said of our schema, nor of what nests in it. */
export function leaveUnstated(comparison: Comparison, ours: Schema, outer: Spot): void {
  const spot: Spot = { ...outer, evidence: ours.evidence ?? outer.evidence, pointer: ours.pointer };
  if (ours.evidence !== undefined) comparison.judged(spot, "unstated");
  compareNested(comparison, ours, undefined, spot);
}

function compareNested(comparison: Comparison, ours: Schema, theirs: Schema | undefined, spot: Spot): void {
  const items = ours.types?.get("array")?.items;
  const otherItems = theirs?.types?.get("array")?.items;
  if (items !== undefined) {
    const inside: Spot = {
      ...spot,
      part: spot.part === "response-body" ? "response-property" : spot.part,
      subject: `${spot.subject}[]`,
    };
    if (otherItems !== undefined) compareSchema(comparison, items(), otherItems(), inside);
    else leaveUnstated(comparison, items(), inside);
  }
  const object = ours.types?.get("object");
  if (object !== undefined) compareObject(comparison, object, theirs?.types?.get("object"), spot);
}

function compareTypes(comparison: Comparison, node: SchemaNode, ours: Schema, theirs: Schema): void {
  const values = { ours: describe(ours), theirs: describe(theirs) };
  // What they leave out of what we alone say is no loss.
  const isKnown = ([type, { evidence }]: [JsonType, Facets]) =>
    theirs.types?.has(type) === true || evidence === undefined || comparison.expects(evidence);
  const change = typeChange(ours.types && new Map([...ours.types].filter(isKnown)), theirs.types);
  if (change !== undefined) {
    const rule = changeRule(node.part, change);
    if (change === "narrowed" || theirs.types === undefined) node.lacks(rule, values);
    else node.differs(rule, values);
  }
  if (ours.types === undefined || theirs.types === undefined) return;
  const [nullable, theyAre] = [ours.types.has("null"), theirs.types.has("null")];
  if (nullable !== theyAre)
    node.differs(`${node.part}-became-${theyAre ? "nullable" : "not-nullable"}`, values);
}

function startNode(comparison: Comparison, spot: Spot, theirPointer: string): SchemaNode {
  let verdict: Verdict = "agreed";
  const differs: SchemaNode["differs"] = (rule, values) => {
    verdict = "contradicted";
    comparison.differs(rule, spot, { theirPointer, ...values });
  };
  return {
    part: spot.part,
    isRequest: spot.part === "request-parameter",
    differs,
    lacks(rule, values, known = spot.evidence) {
      const expected = known === "constraint" ? comparison.strict : comparison.expects(known);
      if (expected) differs(rule, values);
      else if (known !== "constraint" && verdict === "agreed") verdict = "unstated";
    },
    verdict: () => verdict,
  };
}
