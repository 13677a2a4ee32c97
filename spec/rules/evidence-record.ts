import { isNode } from "./redocly.ts";

/** How a statement of the contract is known, from strongest to weakest. */
export const allowedLevels = ["documented", "sampled", "observed", "assumed"] as const;

/** A problem of a record, and the path to it inside. For a missing key, Redocly shows the nearest node. */
export interface RecordProblem {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

const recordKeys = ["level", "source", "note", "fingerprint", "refutedBy"];
const sourceKeys = ["title", "url", "date"];
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * What is wrong with one `x-evidence`.
 *
 * @param sources The ids in `x-sources`; `undefined` where there is no such map, which is reported once elsewhere.
 */
export function evidenceProblems(record: unknown, sources: ReadonlySet<string> | undefined): RecordProblem[] {
  if (!isNode(record)) {
    return [
      { at: [], message: `x-evidence must be an object with ${recordKeys.slice(0, 2).join(" and ")}.` },
    ];
  }
  const { level, source, note, fingerprint, refutedBy } = record;
  const problems = unknownKeys(record, recordKeys, "x-evidence");
  const reject = (at: RecordProblem["at"], message: string): void => void problems.push({ at, message });

  if (!allowedLevels.some((known) => known === level)) {
    reject(["level"], `level is ${show(level)}; make it one of ${allowedLevels.join(", ")}.`);
  }
  if (typeof source !== "string" || sources?.has(source) === false) {
    reject(
      ["source"],
      `source is ${show(source)}, which x-sources does not have; add it there, or name one of ${[...(sources ?? [])].join(", ")}.`,
    );
  }
  if (note !== undefined && !isText(note))
    reject(["note"], "note must be text; write one, or leave the key out.");
  if (
    fingerprint !== undefined &&
    !(typeof fingerprint === "string" && /^[0-9a-f]{16}$/i.test(fingerprint))
  ) {
    reject(
      ["fingerprint"],
      `fingerprint is ${show(fingerprint)}; it is a string of 16 hex digits, so quote it.`,
    );
  }
  if (refutedBy !== undefined || level === "assumed") problems.push(...refutedByProblems(refutedBy));
  return problems;
}

/** The sources that one `x-evidence` cites: its `source`, and each id that its note has between backticks. */
export function sourcesCitedBy(record: unknown): readonly string[] {
  if (!isNode(record)) return [];
  const { source, note } = record;
  const inNote = typeof note === "string" ? [...note.matchAll(/`([a-z0-9-]+)`/g)] : [];
  return [...(typeof source === "string" ? [source] : []), ...inNote.map(([, id = ""]) => id)];
}

/** The problems of one entry of `x-sources`. */
export function sourceProblems(entry: unknown): RecordProblem[] {
  if (!isNode(entry)) return [{ at: [], message: "An entry of x-sources must be an object with a title." }];
  const { title, url, date } = entry;
  const problems = unknownKeys(entry, sourceKeys, "an entry of x-sources");
  if (!isText(title))
    problems.push({ at: ["title"], message: "A source must have a title; say what it is." });
  if (url !== undefined && !(typeof url === "string" && /^https?:/.test(url) && URL.canParse(url))) {
    problems.push({
      at: ["url"],
      message: `url is ${show(url)}; write a public http(s) address, or leave it out.`,
    });
  }
  if (date !== undefined && !isDate(date)) {
    problems.push({
      at: ["date"],
      message: `date is ${show(date)}; write the day it was read as YYYY-MM-DD, in quotes.`,
    });
  }
  return problems;
}

function refutedByProblems(refutedBy: unknown): RecordProblem[] {
  if (!Array.isArray(refutedBy) || refutedBy.length === 0) {
    const message =
      "An assumption must say what would refute it; list the ids of the conformance checks, as in refutedBy: [sorted-ascending].";
    return [{ at: ["refutedBy"], message }];
  }
  return refutedBy.flatMap((id, index) => {
    const at = ["refutedBy", index];
    if (typeof id !== "string" || !kebabCase.test(id)) {
      return {
        at,
        message: `${show(id)} is no id of a check; ids are in kebab-case, as in sorted-ascending.`,
      };
    }
    return refutedBy.indexOf(id) === index
      ? []
      : { at, message: `refutedBy has ${show(id)} twice; remove one.` };
  });
}

function unknownKeys(record: object, known: readonly string[], where: string): RecordProblem[] {
  return Object.keys(record)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      at: [key],
      message: `${where} has no key ${show(key)}; the keys are ${known.join(", ")}.`,
    }));
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}
