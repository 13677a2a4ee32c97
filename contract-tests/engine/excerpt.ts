/**
 * An excerpt of a response shows what a violation is about, in the report of a run whose responses hold personal data. So what
 * it quotes is parsed first, and a value is left out by its name; a text that is no JSON is quoted only where it looks like
 * none, such as a page of HTML. All of it is masked, and is short: a report has hundreds of violations.
 */
import { isObject } from "../../src/shared/json.ts";
import { personalNames } from "../../src/shared/redaction/personal.ts";
import type { Finding } from "./check.ts";
import { textOf } from "./event.ts";
import { mask } from "./mask.ts";
import type { ProbeResult } from "./probe-result.ts";

/** A piece of a response, without the key and personal data. */
export interface Excerpt {
  /** The text before the event that a violation is about. */
  readonly before: string;
  /** That event; empty if the violation is about the whole response. */
  readonly marked: string;
  readonly after: string;
}

/** Characters of the event, of one of its properties, of an event beside it, of a text that is no JSON, and of a string. */
const mostOfEvent = 1200;
const mostOfProperty = 400;
const mostOfNeighbour = 140;
const mostOfText = 300;
const mostOfString = 80;
/** Longer ones are not even masked, which takes its time. */
const mostRead = 2000;
/** Values of an event that are looked at. */
const mostValues = 200;
const mostProperties = 20;

/**
 * The part of the response that a finding is about; `undefined` if there is no response, or if the finding is about
 * something missing.
 */
export function excerptOf(
  { result, eventIndex }: Pick<Finding, "result" | "eventIndex">,
  key: string,
): Excerpt | undefined {
  const { events } = result;
  if (events === undefined) return excerptOfBody(result, key);
  if (eventIndex === undefined || !(eventIndex in events)) return undefined;
  const neighbours = (from: number, to: number): string[] =>
    events.slice(Math.max(0, from), to).map((event) => cut(json(event, key), mostOfNeighbour));
  const [before, after] = [eventIndex - 1, events.length - eventIndex - 2];
  return {
    before: [...more(before), ...neighbours(eventIndex - 1, eventIndex)].join("\n"),
    marked: lines(events[eventIndex], key),
    after: [...neighbours(eventIndex + 1, eventIndex + 2), ...more(after)].join("\n"),
  };
}

function more(count: number): string[] {
  return count > 0 ? [`… ${count} more`] : [];
}

/** The beginning of a body that is no list of events. */
function excerptOfBody(result: ProbeResult, key: string): Excerpt | undefined {
  const text = result.text()?.trim() ?? "";
  if (text === "") return undefined;
  let before: string;
  try {
    before = lines(JSON.parse(text), key);
  } catch {
    const start = text.slice(0, mostRead);
    // In damaged JSON, or in JSON within another text, the names of values cannot be recognised.
    if (/^["[{]|[[{]\s*["{]/.test(start)) return undefined;
    // A key or an address that is cut in two would not be recognised.
    const whole = text.length > mostRead ? start.replace(/\S*$/, "") : start;
    before = cut(mask(whole, key), mostOfText);
    if (before === "") return undefined;
  }
  return { before, marked: "", after: "" };
}

/** A value with a line for each of its properties. */
function lines(value: unknown, key: string): string {
  if (!isObject(value)) return cut(json(value, key), mostOfEvent);
  const properties = Object.entries(value).map(
    ([name, part]) => `  ${cut(json({ [name]: part }, key).slice(1, -1), mostOfProperty)}`,
  );
  return cut(`{\n${properties.slice(0, mostProperties).join(",\n")}\n}`, mostOfEvent);
}

/** A value as JSON, without personal data. */
function json(value: unknown, key: string): string {
  let values = 0;
  const text = textOf(value, (name, part) => {
    if (++values > mostValues) return undefined;
    if (personalNames.has(name.toLowerCase())) return `[${name.toLowerCase()}]`;
    if (typeof part !== "string") return part;
    return part.length > mostRead ? `[${part.length} characters]` : cut(mask(part, key), mostOfString);
  });
  // A server chooses the names, too.
  return mask(text ?? "", key);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
