import { type EventKind, endpoints } from "../../generated/contract.js";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { followReference } from "../contract-model/document.ts";
import { evidenceOf } from "../contract-model/evidence.ts";
import type { Finding } from "../engine/check.ts";
import { contract } from "../engine/contract.ts";
import type { ProbeResult } from "../engine/probe-result.ts";
import { hasBody } from "./judge-each.ts";

/** The responses that the contract documents for an endpoint, by status. */
export function responsesOf(kind: EventKind): JsonObject {
  return objectAt(contract, "paths", endpoints[kind].path, "get", "responses");
}

/** The media types that the contract declares for the body of a response; none where it declares no body. */
export function mediaTypesOf(response: unknown, document: JsonObject = contract): readonly string[] {
  return Object.keys(objectAt(followReference(document, response, "").node, "content"));
}

/**
 * A finding for a body of another media type than the contract declares for it.
 *
 * @param response The response as the contract has it. One that declares no body may have any.
 */
export function undeclaredMediaType(
  result: ProbeResult,
  response: unknown,
  document: JsonObject = contract,
): Omit<Finding, "result"> | undefined {
  const declared = mediaTypesOf(response, document);
  if (declared.length === 0 || !hasBody(result)) return undefined;
  const named = result.header("content-type");
  if (declared.some((type) => essence(type) === essence(named ?? ""))) return undefined;
  return {
    code: "other-media-type",
    expected: `content-type: ${declared.join(" or ")}`,
    actual: `content-type: ${named || "none"}`,
    evidence: evidenceOf(followReference(document, response, "").node) ?? "assumed",
  };
}

/** A media type without its parameters; the letter case of it carries no meaning (RFC 9110, section 8.3.1). */
function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}
