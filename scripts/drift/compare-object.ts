import { compareSchema, leaveUnstated } from "./compare-schema.ts";
import { compareUnion, type Tagged, variantsJoined } from "./compare-union.ts";
import type { Comparison, Spot } from "./comparison.ts";
import { describe } from "./describe.ts";
import type { Facets, Schema } from "./schema.ts";

/** Compares two objects, or unions of objects; `theirs` is undefined where the other document has none. */
export function compareObject(
  comparison: Comparison,
  ours: Facets,
  theirs: Facets | undefined,
  spot: Spot,
): void {
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
          ours: describe(mine),
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
      // Which values the tag has is told by the union, and so is whether they state ours.
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
    comparison.reads(undefined, other.texts, other.pointer);
    comparison.differs(rule, added, {
      ours: "no such property",
      theirs: describe(other),
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
