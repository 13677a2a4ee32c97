import { isObject } from "../../src/shared/json.ts";

/** How our contract knows a statement: the `x-evidence` beside it. */
export interface Evidence {
  readonly level: string;
  readonly source: string;
  /** Digest of the vendor's sentences as they were read. */
  readonly fingerprint: string | undefined;
  /** The statement it belongs to. */
  readonly pointer: string;
}

/**
 * The source that a vendor's OpenAPI document is another form of. What is documented elsewhere, such as the rate limits
 * on a page about the whole API, need not be in it.
 */
const referenceOfTheseEndpoints = "reference";

export function readEvidence(node: unknown, pointer: string): Evidence | undefined {
  const record = isObject(node) ? node["x-evidence"] : undefined;
  if (!isObject(record)) return undefined;
  const { level, source, fingerprint } = record;
  return {
    level: String(level),
    source: String(source),
    fingerprint: typeof fingerprint === "string" ? fingerprint.toLowerCase() : undefined,
    pointer,
  };
}

/** Whether the vendor's document must say it: if it no longer does, that is drift. Else it never did. */
export function isExpected(evidence: Evidence | undefined): boolean {
  return evidence?.level === "documented" && evidence.source === referenceOfTheseEndpoints;
}
