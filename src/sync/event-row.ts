import { createHash } from "node:crypto";
import { eventColumns } from "../../generated/contract.js";
import type { EventKind } from "../shared/event-kinds.ts";
import { isObject, valueAt } from "../shared/json.ts";
import { isUuid } from "../shared/uuid.ts";
import type { EventRow } from "./event-store.ts";

/** Longest key that is stored unchanged, in characters: an index of Postgres takes at most some 2,700 bytes. */
const longestKey = 200;

/**
 * Makes the function that converts the events of one kind to rows.
 *
 * @returns Takes an event as the server sent it, parsed, and its exact text.
 */
export function eventRows(kind: EventKind): (event: unknown, text: string) => EventRow {
  const stampId = valueAtColumn(kind, /\.stamp\.id$/);
  const contactId = valueAtColumn(kind, /\.(?:receiver|recipient)\.value\.id$/);
  return (event, text) => {
    const { id, type, timestamp } = isObject(event) ? event : {};
    return {
      key: keyOf(id, text),
      id: columnText(id),
      type: columnText(type),
      publishedAt: toInstant(timestamp),
      stampId: columnText(stampId(event)),
      contactId: columnText(contactId(event)),
      text,
    };
  };
}

/** Reads the value of the only column of the contract that ends in this name; a kind may have none. */
function valueAtColumn(kind: EventKind, end: RegExp): (event: unknown) => unknown {
  const path = eventColumns[kind].find((column) => end.test(column))?.split(".");
  return (event) => path && valueAt(event, ...path);
}

/**
 * The id of an event. If no database can store the id unchanged, its digest; without an id, or with an empty one, a digest of
 * the text.
 */
function keyOf(id: unknown, text: string): string {
  // The letter case of a uuid has no meaning, and a server may change it.
  if (isUuid(id)) return id.toLowerCase();
  if (typeof id !== "string" || id === "") return digest(text);
  return id.length <= longestKey && isStorable(id) ? id : digest(id);
}

function digest(text: string): string {
  return `sha256:${createHash("sha256").update(text, "utf16le").digest("hex")}`;
}

/**
 * A value as the text of a column. NUL and lone surrogates, which no database stores, are replaced; `event` keeps them.
 */
function columnText(value: unknown): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") return undefined;
  return isStorable(value) ? value : value.replaceAll(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\0", "\uFFFD");
}

function isStorable(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

/** Rounded down to whole milliseconds; `undefined` outside the years that ISO 8601 writes with four digits. */
function toInstant(value: unknown): number | undefined {
  const isInstant = typeof value === "number" && value >= -62_167_219_200_000 && value < 253_402_300_800_000;
  return isInstant ? Math.floor(value) : undefined;
}

/**
 * Whether two texts are the same event: equal, or different only in ways that JSON gives no meaning to, such as white
 * space and the order of names. A server may print an event anew for each response.
 */
export function isSameEvent(stored: string, listed: string): boolean {
  return stored === listed || canonical(stored) === canonical(listed);
}

/** Digest of the content of an event, the same for all texts that {@link isSameEvent} does not tell apart. */
export function contentDigest(text: string): string {
  return digest(canonical(text));
}

/** The content with sorted names. If it is nested so deeply that V8 can parse but not print it, the text itself. */
function canonical(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_name, value) =>
      isObject(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
  } catch {
    return text;
  }
}
