import type * as util from "node:util";
import type { Outcome, Violation } from "../engine/report.ts";
import { type ExplainedCause, placeOfCause } from "./causes.ts";
import { visible } from "./escape.ts";
import { endpointName, plural, signs } from "./verdict.ts";
import { evidenceMeanings, groupBy, place, quoteContract, type ViolatedCheck } from "./violated-checks.ts";

/** The formats that `util.styleText` takes. */
export type Style = Parameters<typeof util.styleText>[0];
/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colour of each outcome. */
export const colours: Readonly<Record<Outcome, Style>> = {
  passed: "green",
  failed: "red",
  refuted: "yellow",
  known: "cyan",
  "not-exercised": "dim",
};

/** Breaks a list at its spaces; further lines are indented. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Violations of one check that are shown. */
const shownViolations = 3;

/** A violated check: what was expected, what came, where, and how to see it again. */
export function violated(
  { check, title, outcome, pointer, rows }: ViolatedCheck,
  paint: Paint,
  width: number,
): string[] {
  const { source } = quoteContract(pointer);
  const places = alike(rows);
  return [
    "",
    `${heading(outcome, check, paint)}  ${title}`,
    ...places.slice(0, shownViolations).flatMap((place) => violationLines(place, paint, width)),
    ...(places.length > shownViolations
      ? [`    … and ${places.length - shownViolations} other violations`]
      : []),
    paint("dim", `    contract  ${pointer}${source === undefined ? "" : ` (${source.title})`}`),
  ];
}

/** A cause: what the server does wrong, one violation as an example, and the checks that follow from it. */
export function causeLines(
  { cause, example, results }: ExplainedCause,
  strict: boolean,
  paint: Paint,
  width: number,
): string[] {
  const at = place(example);
  const outcome = cause.evidence === "assumed" && !strict ? "refuted" : "failed";
  const own = (name: string, text: string) => `    ${name.padEnd(10)}${text}`;
  return [
    "",
    ...wrap(`${signs[outcome]} ${visible(cause.text)}`, width, "  ").map((line) =>
      paint([colours[outcome], "bold"].flat() as Style, line),
    ),
    own("expected", paint("green", visible(example.expected))),
    own("actual", paint("red", visible(example.actual))),
    ...(at === undefined ? [] : [own("at", visible(at))]),
    own("try", example.curl),
    ...wrap(
      `explains  ${cause.checks.join(", ")} (${plural(results, "result")})`,
      width - 4,
      "          ",
    ).map((line) => paint("dim", `    ${line}`)),
    paint("dim", own("contract", placeOfCause(cause))),
    paint("dim", own("known by", `${cause.evidence}: ${evidenceMeanings[cause.evidence]}`)),
  ];
}

function heading(outcome: Outcome, check: string, paint: Paint): string {
  const word = { failed: "FAILED", refuted: "REFUTED, an assumption:", known: "KNOWN" }[outcome as "failed"];
  return paint([colours[outcome], "bold"].flat() as Style, `${signs[outcome]} ${word} ${check}`);
}

/** A violated check in one line, where there is no room for more. */
export function mentioned({ check, title, outcome }: ViolatedCheck, paint: Paint): string {
  return `${heading(outcome, check, paint)}  ${title}`;
}

/** One violation with all the endpoints that show it, because the endpoints of one program mostly share a defect. */
interface Alike {
  readonly endpoints: readonly string[];
  readonly first: Violation;
  readonly more: number;
}

function alike(rows: ViolatedCheck["rows"]): readonly Alike[] {
  const all = rows.flatMap(({ row, groups }) => groups.map((group) => ({ row, ...group })));
  const groups = groupBy(all, ({ first }) => [first.expected, first.evidence, first.known].join("\n"));
  return [...groups.values()].flatMap((group) => {
    const [example] = group;
    if (example === undefined) return [];
    const seen = group.reduce((sum, { more }) => sum + 1 + more.length, 0);
    const endpoints = [...new Set(group.map(({ row }) => endpointName(row.endpoint)))];
    return [{ endpoints, first: example.first, more: seen - 1 }];
  });
}

function violationLines({ endpoints, first, more }: Alike, paint: Paint, width: number): string[] {
  const at = place(first);
  const requestId = first.requestId === undefined ? "" : `, request id ${visible(first.requestId)}`;
  return [
    `    on        ${paint("bold", endpoints.join(", "))}`,
    `    expected  ${paint("green", visible(first.expected))}`,
    `    actual    ${paint("red", visible(first.actual))}${more > 0 ? paint("dim", `  and ${more} more like it`) : ""}`,
    ...(at === undefined
      ? []
      : [`    at        ${visible(at)}${endpoints.length > 1 ? `, on ${endpoints[0]}` : ""}`]),
    ...(first.known === undefined ? [] : [`    baseline  ${visible(first.known) || "(without a note)"}`]),
    `    try       ${first.curl}`,
    ...wrap(
      `known by  ${first.evidence}: ${evidenceMeanings[first.evidence]}${requestId}`,
      width - 4,
      "          ",
    ).map((line) => paint("dim", `    ${line}`)),
  ];
}
