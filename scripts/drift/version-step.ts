import { isDeepStrictEqual } from "node:util";
import type { Finding } from "./comparison.ts";
import type { OpenApiDocument } from "./document.ts";

export type VersionStep = "major" | "minor" | "patch" | "none";

/**
 * What a release must raise for the contract to go from one document to another: major when someone who relied on the
 * first may break, minor when there is more or other to it, patch when only words, examples or evidence differ.
 */
export function versionStep(
  before: OpenApiDocument,
  after: OpenApiDocument,
  findings: readonly Finding[],
): VersionStep {
  if (findings.some(({ level }) => level === "breaking")) return "major";
  if (findings.length > 0) return "minor";
  return isDeepStrictEqual(before.root, after.root) ? "none" : "patch";
}
