import { createHash } from "node:crypto";
import { isObject } from "../../src/shared/json.ts";

/** How our contract knows a statement: the `x-evidence` beside it. */
export interface HeldEvidence {
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

export function readEvidence(node: unknown, pointer: string): HeldEvidence | undefined {
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
export function isExpected(evidence: HeldEvidence | undefined): boolean {
  return evidence?.level === "documented" && evidence.source === referenceOfTheseEndpoints;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/**
 * Digest of a vendor's sentences, the same however they are laid out: tags, punctuation, case and white space are left
 * out, and what is an entity in HTML is the character it stands for.
 */
export function fingerprint(text: string): string {
  const words = text
    .replaceAll(/<\/?[a-z][^<>]*>/gi, "")
    .replaceAll(/&(#x?[\da-f]+|[a-z]+);/gi, (entity, name: string) => decodeEntity(name) ?? entity)
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
  return createHash("sha256").update(words).digest("hex").slice(0, 16);
}

/** The fingerprints under which texts of one thing may be known: each alone, and all in a row. */
export function fingerprintsOf(texts: readonly string[]): string[] {
  return [...texts, texts.join(" "), texts.toReversed().join(" ")].map(fingerprint);
}

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith("#")) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
