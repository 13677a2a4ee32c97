import { security } from "../../generated/contract.js";
import type { Asked, RequestPlan } from "../engine/exchange.ts";
import type { BoundForm, Condition } from "./condition.ts";

/** A value of a factor. */
export type Factor = {
  readonly [Name in keyof Required<Condition>]: readonly [Name, Condition[Name]];
}[keyof Condition];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The factors of a request that stand in its plan. Those that depend on the run and on the events are added by the caller. */
export function plannedFactors(plan: RequestPlan, asked: Asked): readonly Factor[] {
  const sent = new Map(plan.query);
  const [start, end] = [formsOf(sent.get("start")), formsOf(sent.get("end"))];
  return [
    ...(plan.throughClient ? [["sender", "client"] as const] : []),
    ...(plan.method === "HEAD" || plan.method === "POST" ? [["method", plan.method] as const] : []),
    ...(plan.path === undefined ? [] : [["path", "unknown"] as const]),
    ...(plan.id === undefined ? [] : idFactors(plan.id)),
    ...keyFactors(plan),
    ...boundFactors(sent),
    ...orderFactors(sent.get("sort")),
    ...sequenceFactors([...sent.keys()]),
    ...encodingFactors(plan),
    ...start.map((form) => ["startForm", form] as const),
    ...end.map((form) => ["endForm", form] as const),
    ...[...new Set([...start, ...end])]
      .filter((form) => form !== "empty")
      .map((form) => ["form", form] as const),
    ...instantFactors(asked),
    ...windowFactors(asked),
    ...codingFactors(plan),
  ];
}

function keyFactors({ key = "real", keyName = security.header, throughClient }: RequestPlan): Factor[] {
  // Every fetch, and so our client, writes the names of headers in lower case.
  const lowerCase = throughClient || keyName !== security.header;
  if (key === "real") return lowerCase ? [["header", "lower-case"]] : [];
  if (key === "none" || key === "in-query") {
    return [
      ["key", key],
      ["key", "absent"],
    ];
  }
  return [["key", key], ["key", "sent"], ...(key === "empty" ? [] : [["key", "present"] as const])];
}

function idFactors(id: string): Factor[] {
  const kind = kindOfId(id);
  const isFree = kind === "unknown" || kind === "zero";
  return [
    ["id", kind],
    ...(isFree ? [["id", "nonexistent"] as const] : []),
    ...(id === "2147483647" ? [["id", "largest"] as const] : []),
  ];
}

function kindOfId(id: string): NonNullable<Condition["id"]> {
  if (/^0\d/.test(id)) return "leading-zero";
  if (/^\d+\.0+$/.test(id)) return "decimal";
  if (!/^-?\d+$/.test(id)) return "text";
  const number = Number(id);
  if (number < 0) return "negative";
  if (number === 0) return "zero";
  return number > 2_147_483_647 ? "overflow" : "unknown";
}

function boundFactors(sent: ReadonlyMap<string, string>): Factor[] {
  const [start, end] = [sent.has("start"), sent.has("end")];
  if (start && end) return [["bounds", "both"]];
  if (!start && !end) return [["bounds", "none"]];
  return [
    ["bounds", start ? "start" : "end"],
    ["bounds", "one"],
  ];
}

function orderFactors(sort: string | undefined): Factor[] {
  if (sort === undefined) return [["order", "none"]];
  if (sort === "") return [["order", "empty"]];
  return sort === "asc" || sort === "desc"
    ? [
        ["order", sort],
        ["order", "sorted"],
      ]
    : [["order", "unknown"]];
}

const ofContract: readonly string[] = ["start", "end", "sort"];
const ofExample: readonly string[] = ["end", "sort", "start"];

/** The sequence of the parameters, where it is not the contract's. */
function sequenceFactors(names: readonly string[]): Factor[] {
  const known = names.filter((name) => ofContract.includes(name));
  const isAs = (sequence: readonly string[]) =>
    String(known) === String(sequence.filter((name) => known.includes(name)));
  if (isAs(ofContract)) return [];
  return [
    ["sequence", "other"],
    ...(isAs(ofExample) ? [["sequence", "example"] as const] : []),
    ...(isAs(ofContract.toReversed()) ? [["sequence", "reversed"] as const] : []),
  ];
}

function encodingFactors({ encoding, query }: RequestPlan): Factor[] {
  return encoding === "plain" && query.some(([, value]) => value.includes(":"))
    ? [["encoding", "plain"]]
    : [];
}

const offset = /([+-])(\d\d):(\d\d)$/;

/** The forms of a bound as it was sent, the most telling first. */
function formsOf(text: string | undefined): readonly BoundForm[] {
  if (text === undefined) return [];
  if (text === "") return ["empty"];
  if (/^-?\d+$/.test(text)) return ["number"];
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)) return ["unreadable"];
  if (/-02-3\d/.test(text)) return ["impossible"];
  const [, sign, hours, minutes] = offset.exec(text) ?? [];
  const digits = /\.(\d+)/.exec(text)?.[1] ?? "";
  return [
    ...zoneForms(sign, Number(hours) * 60 + Number(minutes)),
    ...(digits.length > 3 ? (["microseconds"] as const) : []),
    ...(digits === "" ? (["whole-seconds"] as const) : []),
    ...(digits.length === 1 || digits.length === 2 ? (["short-fraction"] as const) : []),
    ...(/[1-9]/.test(digits) ? (["fraction"] as const) : []),
    ...(sign === undefined && digits.length === 3 ? (["utc"] as const) : []),
  ];
}

function zoneForms(sign: string | undefined, minutes: number): readonly BoundForm[] {
  if (sign === undefined) return [];
  const direction = sign === "+" ? "offset-east" : "offset-west";
  return minutes === 0 ? ["offset-zero", "offset", direction] : ["offset", direction];
}

function instantFactors({ start, end }: Asked): Factor[] {
  const bounds = [start, end].flatMap((bound) => bound ?? []);
  const some = (test: (ms: number) => boolean) => bounds.some(test);
  return [
    ...(some((ms) => ms % 1000 === 0) ? [["instant", "whole-second"] as const] : []),
    ...(some((ms) => ms % dayMs === 0) ? [["instant", "midnight"] as const] : []),
    ...(some((ms) => ms % dayMs === 0 && new Date(ms).getUTCDate() === 1)
      ? [["instant", "month"] as const]
      : []),
    ...(some(isClockChange) ? [["instant", "clock-change"] as const] : []),
    ...(some((ms) => new Date(ms).getUTCMonth() === 1 && new Date(ms).getUTCDate() === 29)
      ? [["instant", "leap-day"] as const]
      : []),
    ...(some((ms) => ms < 0) ? [["instant", "before-1970"] as const] : []),
    ...(some((ms) => ms === 0) ? [["instant", "epoch"] as const] : []),
    ...(some((ms) => ms >= 2 ** 31 * 1000) ? [["instant", "after-2038"] as const] : []),
  ];
}

/** 01:00 UTC on the last Sunday of March or October, when European clocks are changed. */
function isClockChange(ms: number): boolean {
  const date = new Date(ms);
  const isLastSunday = date.getUTCDay() === 0 && date.getUTCDate() > 24;
  return ms % dayMs === hourMs && isLastSunday && [2, 9].includes(date.getUTCMonth());
}

function windowFactors({ start, end }: Asked): Factor[] {
  if (start === undefined || end === undefined) return [];
  if (start === end) return [["window", "empty"]];
  if (start > end) return [["window", "inverted"]];
  const month = (ms: number) => new Date(ms).getUTCMonth();
  return [
    ...(end - start === 1 ? [["window", "millisecond"] as const] : []),
    ...(month(start) === month(end) ? [] : [["window", "across-months"] as const]),
  ];
}

function codingFactors({ headers = [], throughClient }: RequestPlan): Factor[] {
  const value = (name: string) => headers.find(([key]) => key === name)?.[1] ?? "";
  return [
    // Our client accepts what every fetch does.
    ...(throughClient || value("accept-encoding").includes("gzip")
      ? [["coding", "compressed"] as const]
      : []),
    ...(throughClient || value("accept") === "*/*" ? [["accept", "any"] as const] : []),
  ];
}
