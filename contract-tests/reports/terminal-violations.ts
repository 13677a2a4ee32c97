import type { Outcome, Violation } from "../engine/report.ts";
import { groupBy } from "./group-by.ts";
import { evidenceMeanings, quoteContract } from "./quote-contract.ts";
import { colours, type Paint, type Style, wrap } from "./terminal-text.ts";
import { endpointName, signs } from "./verdict.ts";
import { place, type ViolatedCheck } from "./violated-checks.ts";
import { visible } from "./visible.ts";

/** Departures of one check that are shown. */
const shownDepartures = 3;

/** A violated check with what departs, where, and how to see it again. */
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
    ...places.slice(0, shownDepartures).flatMap((place) => departed(place, paint, width)),
    ...(places.length > shownDepartures
      ? [`    … and ${places.length - shownDepartures} other departures`]
      : []),
    paint("dim", `    contract  ${pointer}${source === undefined ? "" : ` (${source.title})`}`),
  ];
}

function heading(outcome: Outcome, check: string, paint: Paint): string {
  const word = { failed: "FAILED", refuted: "REFUTED, an assumption:", known: "KNOWN" }[outcome as "failed"];
  return paint([colours[outcome], "bold"].flat() as Style, `${signs[outcome]} ${word} ${check}`);
}

/** A violated check that there is no room for, in a line. */
export function mentioned({ check, title, outcome }: ViolatedCheck, paint: Paint): string {
  return `${heading(outcome, check, paint)}  ${title}`;
}

/** The same departure on the endpoints that show it: three endpoints of one program mostly err alike. */
interface Alike {
  readonly endpoints: readonly string[];
  readonly first: Violation;
  readonly more: number;
}

function alike(rows: ViolatedCheck["rows"]): readonly Alike[] {
  const all = rows.flatMap(({ row, departures }) => departures.map((departure) => ({ row, ...departure })));
  const groups = groupBy(all, ({ first }) => [first.expected, first.evidence, first.known].join("\n"));
  return [...groups.values()].flatMap((group) => {
    const [example] = group;
    if (example === undefined) return [];
    const seen = group.reduce((sum, { more }) => sum + 1 + more.length, 0);
    const endpoints = [...new Set(group.map(({ row }) => endpointName(row.endpoint)))];
    return [{ endpoints, first: example.first, more: seen - 1 }];
  });
}

function departed({ endpoints, first, more }: Alike, paint: Paint, width: number): string[] {
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
