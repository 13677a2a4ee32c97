import { compareSchema } from "./compare-schema.ts";
import type { Comparison, Spot } from "./comparison.ts";
import { printable } from "./document.ts";
import type { Operation, Parameter } from "./operation.ts";
import { describeSchema } from "./schema.ts";

/** OpenAPI says that parameters of these names are ignored: something else describes them. */
const ignored = new Set(["header accept", "header content-type", "header authorization"]);

/** @param keyHeaders Headers that carry a key, in lower case: these are compared as security. */
export function compareParameters(
  comparison: Comparison,
  ours: Operation,
  theirs: Operation,
  keyHeaders: ReadonlySet<string>,
  spot: Spot,
): void {
  const isCompared = ({ key, in: location, name }: Parameter) =>
    !ignored.has(key) && !(location === "header" && keyHeaders.has(name.toLowerCase()));
  const others = new Map(theirs.parameters.filter(isCompared).map((parameter) => [parameter.key, parameter]));

  for (const parameter of ours.parameters.filter(isCompared)) {
    const { in: location, name, evidence, pointer } = parameter;
    const at: Spot = {
      ...spot,
      subject: `${location} ${name}`,
      evidence: evidence ?? spot.evidence,
      pointer,
    };
    const other = others.get(parameter.key);
    if (other !== undefined) {
      compareParameter(comparison, parameter, other, at);
    } else if (comparison.expects(at.evidence)) {
      const values = {
        ours: describeSchema(parameter.schema),
        theirs: "no such parameter",
        theirPointer: theirs.pointer,
      };
      comparison.differs("request-parameter-removed", at, values);
    } else {
      comparison.judged(at, "unstated");
    }
  }
  const mine = new Set(ours.parameters.map(({ key }) => key));
  for (const parameter of others.values()) {
    if (mine.has(parameter.key)) continue;
    const { in: location, name, required, schema, texts, pointer } = parameter;
    comparison.reads({ ...spot, evidence: undefined }, texts, pointer);
    const rule = required ? "new-required-request-parameter" : "new-optional-request-parameter";
    const subject = printable(`${location} ${name}`);
    const values = { ours: "no such parameter", theirs: describeSchema(schema), theirPointer: pointer };
    comparison.differs(rule, { ...spot, subject }, values);
  }
}

function compareParameter(comparison: Comparison, ours: Parameter, theirs: Parameter, spot: Spot): void {
  const theirPointer = theirs.pointer;
  comparison.reads(spot, theirs.texts, theirPointer);
  if (ours.required !== theirs.required) {
    const rule = theirs.required ? "request-parameter-became-required" : "request-parameter-became-optional";
    // In a path there is no other way, and documents leave it out.
    if (ours.in !== "path")
      comparison.differs(rule, spot, { ours: need(ours), theirs: need(theirs), theirPointer });
  }
  if (theirs.deprecated && !ours.deprecated) {
    comparison.differs("request-parameter-deprecated", spot, {
      ours: "in use",
      theirs: "deprecated",
      theirPointer,
    });
  }
  const [before, after] = [ours.schema.default, theirs.schema.default];
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    const values = {
      ours: `default ${printable(before)}`,
      theirs: `default ${printable(after)}`,
      theirPointer,
    };
    if (change !== "removed" || comparison.expects(spot.evidence)) {
      comparison.differs(`request-parameter-default-value-${change}`, spot, values);
    }
  }
  const verdict = compareSchema(comparison, ours.schema, theirs.schema, spot);
  comparison.judged(spot, verdict);
}

function need({ required }: Parameter): string {
  return required ? "required" : "optional";
}
