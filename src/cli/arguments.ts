import { eventSummaries, notificationId } from "../../generated/contract.js";
import { didYouMean } from "../shared/did-you-mean.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { UsageError } from "../shared/usage-error.ts";

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A description of each event kind, for the help of a command. */
export const kindHelp: string = `
Event kinds:
${eventKinds.map((kind) => `  ${kind.padEnd(16)}${eventSummaries[kind]}`).join("\n")}
`;

/** @throws UsageError naming the kind that was probably meant. */
export function parseKind(text: string): EventKind {
  const kind = eventKinds.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new UsageError(
    `"${text}" is not a kind of events: the kinds are ${eventKinds.join(", ")}.${didYouMean(text, eventKinds)}`,
  );
}

/** @throws UsageError for anything but digits; the client checks the range. */
export function parseId(text: string): number {
  // `Number` takes "", "0x10" and "1e3" for numbers too.
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError("The id of a notification must be a whole number, such as 156.");
}

const mostIds = 100_000;

/**
 * Reads ids and ranges of ids, such as `156,160-165`: each id once, in the order given.
 *
 * @throws UsageError naming the invalid part.
 */
export function parseIds(text: string): number[] {
  const ids = new Set<number>();
  for (const part of text.split(",")) {
    const [, first, last] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? [];
    const from = Number(first);
    const to = Number(last ?? first);
    if (!(from <= to)) {
      throw new UsageError(
        `"${part}" is neither an id nor a range of ids. Write 156, 156-195 or 156,160-165.`,
      );
    }
    if (to > notificationId.maximum) {
      throw new UsageError(
        `${part.trim()}: an id is a whole number from ${notificationId.minimum} to ${notificationId.maximum}.`,
      );
    }
    if (to - from >= mostIds) throw new UsageError(`The range ${part.trim()} has more than ${mostIds} ids.`);
    for (let id = from; id <= to; id++) ids.add(id);
  }
  return [...ids];
}

/** @throws UsageError for an empty text, which is what a shell passes for an unset variable, for `-`, and for a folder. */
export function parsePath(text: string): string {
  if (text === "") throw new UsageError("The name of a file is empty. Is a shell variable unset?");
  if (text === "-")
    throw new UsageError('"-" does not stand for stdout here. Write ./- for a file of that name.');
  if (text.endsWith("/")) throw new UsageError(`${text} names a folder. Name a file in it.`);
  return text;
}

/** A whole number. Anything else is NaN, which the code that takes the option rejects by its name. */
export function parseNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** The forms of a point in time, for the help of an option. */
export const instantHint = "a date, which means midnight UTC; ISO 8601 with a zone; or epoch milliseconds";

/** A point in time: digits are epoch milliseconds, a date alone is its midnight in UTC. The client checks anything else. */
export function parseInstantArgument(text: string): string | number {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00Z`;
  return /^\d+$/.test(text) ? Number(text) : text;
}

/**
 * Makes the parser of a duration, in milliseconds.
 *
 * @param flag Its name in the message.
 */
export function parseDuration(flag: string): (text: string) => number {
  return (text) => {
    const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
    if (number !== undefined) return Number(number) * units[unit as keyof typeof units];
    throw new UsageError(
      `${flag} must be a duration with its unit, such as 500ms, 60s, 5m, 1h or 7d, not "${text}".`,
    );
  };
}

/** Where a process reports about itself. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** @throws UsageError for anything but `[HOST:]PORT`. */
export function parseListenAddress(text: string): ListenAddress {
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]:|([^:\s[\]]+):)?(\d{1,5})$/i.exec(text) ?? [];
  if (port !== undefined && Number(port) <= 65_535) {
    return { host: bracketed ?? plain ?? "127.0.0.1", port: Number(port) };
  }
  throw new UsageError(`--listen is [HOST:]PORT, such as 9464 or 0.0.0.0:9464, not "${text}".`);
}
