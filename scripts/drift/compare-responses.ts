import { compareSchema, leaveUnstated } from "./compare-schema.ts";
import type { Comparison, Spot } from "./comparison.ts";
import { printable } from "./document.ts";
import type { Header, Operation, Response } from "./operation.ts";
import { describeSchema } from "./schema.ts";

export function compareResponses(
  comparison: Comparison,
  ours: Operation,
  theirs: Operation,
  spot: Spot,
): void {
  for (const [status, response] of ours.responses) {
    const at: Spot = {
      ...spot,
      part: "response-body",
      subject: status,
      evidence: response.evidence ?? spot.evidence,
      pointer: response.pointer,
    };
    const other = theirs.responses.get(status);
    if (other !== undefined) compareResponse(comparison, response, other, at);
    else reportMissing(comparison, response, theirs, at);
  }
  for (const [status, { pointer, texts }] of theirs.responses) {
    // A range or `default` says nothing of any one status.
    if (ours.responses.has(status) || !/^\d{3}$/.test(status)) continue;
    comparison.reads({ ...spot, evidence: undefined }, texts, pointer);
    const rule = isSuccess(status) ? "response-success-status-added" : "response-non-success-status-added";
    const values = { ours: "no such response", theirs: printable(texts.join(" ")), theirPointer: pointer };
    comparison.differs(rule, { ...spot, part: "response-body", subject: status }, values);
  }
}

function reportMissing(comparison: Comparison, response: Response, theirs: Operation, spot: Spot): void {
  const fallback = theirs.responses.get(`${spot.subject[0]}XX`) ?? theirs.responses.get("DEFAULT");
  if (comparison.expects(spot.evidence) && fallback !== undefined) {
    compareResponse(comparison, response, fallback, spot);
    return;
  }
  if (comparison.expects(spot.evidence)) {
    const rule = isSuccess(spot.subject)
      ? "response-success-status-removed"
      : "response-non-success-status-removed";
    const values = { ours: spot.subject, theirs: [...theirs.responses.keys()].join(", ") || "no responses" };
    comparison.differs(rule, spot, { ...values, theirPointer: theirs.pointer });
    return;
  }
  comparison.judged(spot, "unstated");
  for (const header of response.headers.values()) comparison.judged(spotOfHeader(header, spot), "unstated");
}

function compareResponse(comparison: Comparison, ours: Response, theirs: Response, spot: Spot): void {
  comparison.reads(spot, theirs.texts, theirs.pointer);
  comparison.judged(spot, "agreed");
  for (const [type, schema] of ours.content) {
    const other =
      theirs.content.get(type) ?? theirs.content.get("*/*") ?? theirs.content.get("application/*");
    const at: Spot = { ...spot, pointer: ours.pointer };
    if (other !== undefined) {
      compareSchema(comparison, schema, other, at);
    } else if (comparison.expects(spot.evidence)) {
      const values = {
        ours: type,
        theirs: [...theirs.content.keys()].map((other) => printable(other)).join(", ") || "no content",
      };
      comparison.differs("response-media-type-removed", at, { ...values, theirPointer: theirs.pointer });
    } else {
      leaveUnstated(comparison, schema, at);
    }
  }
  for (const [type, schema] of theirs.content) {
    if (ours.content.has(type) || type.includes("*")) continue;
    const values = { ours: [...ours.content.keys()].join(", ") || "no content", theirs: printable(type) };
    comparison.differs("response-media-type-added", spot, { ...values, theirPointer: schema.pointer });
  }
  compareHeaders(comparison, ours, theirs, spot);
}

function compareHeaders(comparison: Comparison, ours: Response, theirs: Response, spot: Spot): void {
  for (const [key, header] of ours.headers) {
    const at = spotOfHeader(header, spot);
    const other = theirs.headers.get(key);
    if (other !== undefined) {
      compareHeader(comparison, header, other, at);
    } else if (comparison.expects(at.evidence)) {
      const rule = header.required ? "required-response-header-removed" : "optional-response-header-removed";
      const values = {
        ours: describeSchema(header.schema),
        theirs: "no such header",
        theirPointer: theirs.pointer,
      };
      comparison.differs(rule, at, values);
    } else {
      comparison.judged(at, "unstated");
    }
  }
  for (const [key, { name, schema, pointer }] of theirs.headers) {
    if (ours.headers.has(key)) continue;
    const at: Spot = { ...spot, subject: printable(`${spot.subject} header ${name}`) };
    const values = { ours: "no such header", theirs: describeSchema(schema), theirPointer: pointer };
    comparison.differs("response-header-added", at, values);
  }
}

function compareHeader(comparison: Comparison, ours: Header, theirs: Header, spot: Spot): void {
  if (ours.required && !theirs.required) {
    const values = { ours: "required", theirs: "optional", theirPointer: theirs.pointer };
    if (comparison.expects(spot.evidence))
      comparison.differs("response-header-became-optional", spot, values);
  }
  comparison.judged(spot, compareSchema(comparison, ours.schema, theirs.schema, spot));
}

function spotOfHeader({ name, evidence, pointer }: Header, spot: Spot): Spot {
  return { ...spot, part: "response-header", subject: `${spot.subject} header ${name}`, evidence, pointer };
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}
