import { compareUnion, type Tagged, variantsJoined } from "./compare-union.ts";
import {
  changeRule,
  compareLength,
  compareValues,
  type SchemaNode,
  startNode,
  typeChange,
} from "./compare-values.ts";
import type { Comparison, DriftVerdict, Spot } from "./comparison.ts";
import { anySchema, describeSchema, type Facets, type JsonType, type Schema } from "./schema.ts";

/**
 * Compares two schemas, then the schemas nested in ours.
 *
 * @returns The verdict on ours, without the nested ones.
 */
export function compareSchema(
  comparison: Comparison,
  ours: Schema,
  theirs: Schema,
  outer: Spot,
): DriftVerdict {
  const spot: Spot = { ...outer, evidence: ours.evidence ?? outer.evidence, pointer: ours.pointer };
  const node = startNode(comparison, spot, theirs.pointer);
  comparison.reads({ ...spot, evidence: ours.evidence }, theirs.texts, theirs.pointer);
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
    if (others === undefined || type === "object") continue;
    if (type === "array") compareLength(node, facets, others);
    else compareValues(node, type, facets, others);
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
  const values = { ours: describeSchema(ours), theirs: describeSchema(theirs) };
  // If their document lacks a statement that only we make, nothing is lost.
  const isKnown = ([type, { evidence }]: [JsonType, Facets]) =>
    theirs.types?.has(type) === true || evidence === undefined || comparison.expects(evidence);
  const change = typeChange(ours.types && new Map([...ours.types].filter(isKnown)), theirs.types);
  if (change !== undefined) {
    // A header is text on the wire, a number too.
    const isAnyText = node.part === "response-header" && describeSchema(ours) === "string";
    const rule = changeRule(node.part, isAnyText && change === "changed" ? "specialized" : change);
    if (change === "narrowed" || theirs.types === undefined) node.lacks(rule, values);
    else node.differs(rule, values);
  }
  if (ours.types === undefined || theirs.types === undefined) return;
  const [nullable, theyAre] = [ours.types.has("null"), theirs.types.has("null")];
  if (nullable !== theyAre)
    node.differs(`${node.part}-became-${theyAre ? "nullable" : "not-nullable"}`, values);
}

/** Compares two objects, or unions of objects; `theirs` is undefined where the other document has none. */
function compareObject(comparison: Comparison, ours: Facets, theirs: Facets | undefined, spot: Spot): void {
  if (ours.union !== undefined) {
    compareUnion(comparison, { ...ours, union: ours.union }, theirs, spot, (mine, other, inside, tag) =>
      compareProperties(comparison, mine, other, inside, tag),
    );
    return;
  }
  const other = theirs && variantsJoined(theirs);
  if (theirs?.union !== undefined) {
    const at = { ...spot, pointer: ours.pointer };
    const values = {
      ours: "an object",
      theirs: `variants by ${theirs.union.tag}`,
      theirPointer: theirs.pointer,
    };
    comparison.differs("response-property-discriminator-added", at, values);
  }
  compareProperties(comparison, ours, other, spot);
  if (other !== undefined) compareOthers(comparison, ours, other, spot);
}

/** The schema of properties that have no name in either document. */
function compareOthers(comparison: Comparison, ours: Facets, theirs: Facets, spot: Spot): void {
  // That other properties are ruled out, .NET writes everywhere, and that they are not is said by nobody.
  if (!ours.free || !theirs.free) return;
  const [mine, other] = [ours.others?.(), theirs.others?.()];
  if (mine === undefined && other === undefined) return;
  const inside: Spot = { ...spot, part: "response-property", subject: `${spot.subject}.*` };
  compareSchema(comparison, mine ?? anySchema(ours.pointer), other ?? anySchema(theirs.pointer), inside);
}

function compareProperties(
  comparison: Comparison,
  ours: Facets,
  theirs: Facets | undefined,
  spot: Spot,
  tag?: Tagged,
): void {
  for (const [name, { required, schema }] of ours.properties) {
    const mine = schema();
    const inside: Spot = {
      ...spot,
      part: "response-property",
      subject: `${spot.subject}.${name}`,
      evidence: mine.evidence ?? spot.evidence,
      pointer: mine.pointer,
      kind: undefined,
    };
    const other = theirs?.properties.get(name);
    if (theirs === undefined || other === undefined) {
      if (tag?.name === name && tag.declared) {
        comparison.judged(inside, tag.stated ? "agreed" : "unstated");
      } else if (theirs !== undefined && comparison.expects(inside.evidence)) {
        const rule = required ? "response-required-property-removed" : "response-optional-property-removed";
        comparison.differs(rule, inside, {
          ours: describeSchema(mine),
          theirs: "no such property",
          theirPointer: theirs.pointer,
        });
        comparison.judged(inside, "contradicted");
      } else {
        leaveUnstated(comparison, mine, inside);
      }
      if (required) comparison.judged(inside, "unstated", "required");
      continue;
    }
    const yours = other.schema();
    compareRequired(comparison, inside, required, other.required, yours.pointer);
    if (tag?.name === name) {
      // The union compares the values of the tag, and whether the other document states ours.
      const verdict = compareSchema(comparison, withoutValues(mine), withoutValues(yours), inside);
      comparison.judged(inside, verdict === "agreed" && !tag.stated ? "unstated" : verdict);
      continue;
    }
    compareSchema(comparison, mine, yours, inside);
  }
  if (theirs === undefined || ours.free) return;
  for (const [name, { required, schema }] of theirs.properties) {
    if (ours.properties.has(name)) continue;
    const other = schema();
    const added: Spot = { ...spot, subject: `${spot.subject}.${name}`, pointer: ours.pointer };
    const rule = required ? "response-required-property-added" : "response-optional-property-added";
    comparison.reads({ ...added, evidence: undefined }, other.texts, other.pointer);
    comparison.differs(rule, added, {
      ours: "no such property",
      theirs: describeSchema(other),
      theirPointer: other.pointer,
    });
  }
}

function compareRequired(
  comparison: Comparison,
  spot: Spot,
  ours: boolean,
  theirs: boolean,
  theirPointer: string,
): void {
  if (theirs && !ours) {
    comparison.differs("response-property-became-required", spot, {
      ours: "optional",
      theirs: "required",
      theirPointer,
    });
  }
  if (!ours) return;
  comparison.judged(spot, theirs ? "agreed" : "unstated", "required");
  // The vendor marks nothing as required: that it is not, is no statement of theirs.
  if (!theirs && comparison.strict) {
    comparison.differs("response-property-became-optional", spot, {
      ours: "required",
      theirs: "optional",
      theirPointer,
    });
  }
}

function withoutValues(schema: Schema): Schema {
  const types =
    schema.types &&
    new Map([...schema.types].map(([type, facets]) => [type, { ...facets, values: undefined }]));
  return { ...schema, evidence: undefined, types };
}
