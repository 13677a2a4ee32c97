import type { Comparison, DriftVerdict, Spot, Values } from "./comparison.ts";
import { printable } from "./document.ts";
import type { HeldEvidence } from "./evidence.ts";
import type { RuleId } from "./rules.ts";
import { type Bound, describeType, type Facets, type JsonType, type Schema } from "./schema.ts";

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
  lacks(rule: RuleId, values: Values, known?: "constraint" | HeldEvidence): void;
  verdict(): DriftVerdict;
}

/** Starts the comparison of one schema. */
export function startNode(comparison: Comparison, spot: Spot, theirPointer: string): SchemaNode {
  let verdict: DriftVerdict = "agreed";
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

export type TypeChange = "changed" | "generalized" | "specialized" | "widened" | "narrowed";

/** The rule for a change of type at a part of an exchange. oasdiff has fewer rules for parameters and headers. */
export function changeRule(part: Spot["part"], change: TypeChange): RuleId {
  if (part === "request-parameter") {
    if (change === "widened" || change === "narrowed") return `${part}-list-of-types-${change}`;
    // A type that is narrower rejects what was accepted.
    return `${part}-type-${change === "specialized" ? "changed" : change}`;
  }
  if (part === "response-header") {
    if (change === "widened") return `${part}-type-generalized`;
    return `${part}-type-${change === "narrowed" ? "specialized" : change}`;
  }
  if (change === "widened" || change === "narrowed") return `${part}-list-of-types-${change}`;
  return `${part}-type-${change}`;
}

/** How the JSON types that are allowed differ, null left out. */
export function typeChange(ours: Schema["types"], theirs: Schema["types"]): TypeChange | undefined {
  if (ours === undefined) return theirs === undefined ? undefined : "specialized";
  if (theirs === undefined) return "generalized";
  const mine = valueTypes(ours);
  const lost = mine.filter((type) => !theirs.has(type));
  const gained = valueTypes(theirs).filter((type) => !ours.has(type));
  if (lost.length === 0) return gained.length === 0 ? undefined : "widened";
  if (lost.join() === "integer" && gained.join() === "number") return "generalized";
  if (lost.join() === "number" && gained.join() === "integer") return "specialized";
  return lost.length < mine.length && gained.length === 0 ? "narrowed" : "changed";
}

function valueTypes(types: ReadonlyMap<JsonType, Facets>): JsonType[] {
  return [...types.keys()].filter((type) => type !== "null").sort();
}

/** Format, list of values, bounds and pattern of one JSON type that both allow. */
export function compareValues(node: SchemaNode, type: JsonType, ours: Facets, theirs: Facets): void {
  compareFormat(node, type, ours, theirs);
  compareEnum(node, ours, theirs);
  for (const bound of ["minimum", "maximum", "minLength", "maxLength"] as const) {
    compareBound(node, bound, ours.bounds[bound], theirs.bounds[bound]);
  }
  comparePattern(node, ours.pattern, theirs.pattern);
}

/** How many items of an array both allow. */
export function compareLength(node: SchemaNode, ours: Facets, theirs: Facets): void {
  const limits = ({ bounds: { minItems = 0, maxItems } }: Facets) =>
    `${minItems} to ${maxItems ?? "any number of"} items`;
  const values = { ours: limits(ours), theirs: limits(theirs) };
  if (!node.isRequest && values.ours !== values.theirs) node.differs("response-list-length-changed", values);
}

function compareFormat(node: SchemaNode, type: JsonType, ours: Facets, theirs: Facets): void {
  // A listed value says all that a format could.
  if (ours.format === theirs.format || (ours.values !== undefined && theirs.values !== undefined)) return;
  const values = { ours: describeType(type, ours), theirs: describeType(type, theirs) };
  if (theirs.format === undefined) {
    node.lacks(changeRule(node.part, "generalized"), values, ours.evidence);
  } else if (ours.format === undefined || (ours.format === "int64" && theirs.format === "int32")) {
    node.differs(changeRule(node.part, "specialized"), values);
  } else if (ours.format === "int32" && theirs.format === "int64") {
    node.differs(changeRule(node.part, "generalized"), values);
  } else {
    node.differs(changeRule(node.part, "changed"), values);
  }
}

function compareEnum(node: SchemaNode, ours: Facets, theirs: Facets): void {
  const values = { ours: listed(ours.values), theirs: listed(theirs.values) };
  if (theirs.values === undefined) {
    if (ours.values !== undefined) node.lacks(enumRule(node, "added"), values);
    return;
  }
  if (ours.values === undefined) {
    // A narrower response breaks nobody; a narrower request does.
    const rule = node.isRequest ? "request-parameter-became-enum" : "response-property-type-specialized";
    node.differs(rule, values);
    return;
  }
  const gone = ours.values.filter((value) => !theirs.values?.includes(value));
  const fresh = theirs.values.filter((value) => !ours.values?.includes(value));
  if (gone.length > 0) node.differs(enumRule(node, "removed"), { ours: listed(gone), theirs: values.theirs });
  if (fresh.length > 0) node.differs(enumRule(node, "added"), { ours: values.ours, theirs: listed(fresh) });
}

function enumRule({ isRequest }: SchemaNode, what: "added" | "removed"): RuleId {
  return isRequest ? `request-parameter-enum-value-${what}` : `response-property-enum-value-${what}`;
}

function comparePattern(node: SchemaNode, ours: string | undefined, theirs: string | undefined): void {
  if (ours === theirs) return;
  const side = node.isRequest ? "request-parameter" : "response-property";
  const values = { ours: printable(ours ?? "no pattern"), theirs: printable(theirs ?? "no pattern") };
  if (theirs === undefined) node.lacks(`${side}-pattern-removed`, values, "constraint");
  else node.differs(`${side}-pattern-${ours === undefined ? "added" : "changed"}`, values);
}

interface BoundRules {
  readonly set: RuleId;
  readonly tighter: RuleId;
  readonly looser: RuleId;
  /** For a response. A tighter bound breaks no reader. */
  readonly answerLooser: RuleId;
  readonly answerUnset: RuleId;
}

const boundRules: Readonly<Record<"minimum" | "maximum" | "minLength" | "maxLength", BoundRules>> = {
  minimum: {
    set: "request-parameter-min-set",
    tighter: "request-parameter-min-increased",
    looser: "request-parameter-min-decreased",
    answerLooser: "response-property-min-decreased",
    answerUnset: "response-property-min-decreased",
  },
  maximum: {
    set: "request-parameter-max-set",
    tighter: "request-parameter-max-decreased",
    looser: "request-parameter-max-increased",
    answerLooser: "response-property-max-increased",
    answerUnset: "response-property-max-increased",
  },
  minLength: {
    // oasdiff has no rule for a minimal length that is new: it grew from nothing.
    set: "request-parameter-min-length-increased",
    tighter: "request-parameter-min-length-increased",
    looser: "request-parameter-min-length-decreased",
    answerLooser: "response-property-min-length-decreased",
    answerUnset: "response-property-min-length-decreased",
  },
  maxLength: {
    set: "request-parameter-max-length-set",
    tighter: "request-parameter-max-length-decreased",
    looser: "request-parameter-max-length-increased",
    answerLooser: "response-property-max-length-increased",
    answerUnset: "response-property-max-length-unset",
  },
};

function compareBound(
  node: SchemaNode,
  bound: Bound & keyof typeof boundRules,
  ours: number | undefined,
  theirs: number | undefined,
): void {
  if (ours === theirs) return;
  const rules = boundRules[bound];
  const values = { ours: `${bound} ${ours ?? "unset"}`, theirs: `${bound} ${theirs ?? "unset"}` };
  if (theirs === undefined) {
    // Our bounds are deduced, mostly from the format: that theirs are not written down says nothing.
    node.lacks(node.isRequest ? rules.looser : rules.answerUnset, values, "constraint");
  } else if (ours === undefined) {
    if (node.isRequest) node.differs(rules.set, values);
  } else {
    const isTighter = bound.startsWith("min") ? theirs > ours : theirs < ours;
    if (node.isRequest) node.differs(isTighter ? rules.tighter : rules.looser, values);
    else if (!isTighter) node.differs(rules.answerLooser, values);
  }
}

function listed(values: readonly unknown[] | undefined): string {
  return values === undefined ? "any value" : printable(values.map((value) => printable(value)).join(", "));
}
