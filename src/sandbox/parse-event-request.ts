import type { IncomingHttpHeaders } from "node:http";
import { endpoints, notificationId as idRange, queryParameters, security } from "../../generated/contract.js";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import type { SandboxSettings } from "./options.ts";
import { parseInstant } from "./parse-instant.ts";

/** The parts of a request that the sandbox reads. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
}

/** A well-formed request for events. */
export interface SandboxQuery {
  readonly kind: EventKind;
  readonly notificationId: number;
  /** Events with a timestamp `>= start`; milliseconds since 1970 UTC. */
  readonly start: number | undefined;
  /** Events with a timestamp `< end`; milliseconds since 1970 UTC. */
  readonly end: number | undefined;
  readonly sort: "asc" | "desc" | undefined;
}

/** Why a request is not answered with events. The message never repeats what was sent: that could be the key. */
export interface ErrorResponse {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The contract's data about a query parameter. */
export interface ParameterType {
  /** How its values are written: `instant`, `integer`, `number`, `boolean`, `choice`, or any other text. */
  readonly kind: string;
  /** Only for a `choice`. */
  readonly values?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

const parameterTypes: Readonly<Record<string, ParameterType>> = queryParameters;

/** The paths of the contract, cut where the id of the notification stands. */
const paths = eventKinds.map((kind) => {
  const [before = "", after = ""] = endpoints[kind].path.split(/\{[^}]*\}/);
  return { kind, before, after };
});

/** Checks the key: the header of the contract, exact value. A key in the query counts for nothing. */
export function authorise(request: SandboxRequest, settings: SandboxSettings): ErrorResponse | undefined {
  const { header, prefix } = security;
  const sent = request.headers[header.toLowerCase()];
  if (sent === undefined) return { status: 401, message: `The header ${header} is missing.` };
  if (holdsKey(String(sent), settings.key, prefix)) return undefined;
  return { status: settings.behaviour.wrongKeyStatus, message: `The header ${header} holds no valid key.` };
}

/** Whether a header holds the key behind its prefix. The name of a scheme such as Bearer has no letter case (RFC 9110, 11.1). */
export function holdsKey(header: string, key: string, prefix: string): boolean {
  const sentPrefix = header.slice(0, prefix.length);
  return sentPrefix.toLowerCase() === prefix.toLowerCase() && header.slice(prefix.length) === key;
}

/**
 * Reads path, method and query parameters. The sandbox acts on `start`, `end` and `sort`, whose meaning it knows. It checks
 * any other parameter of the contract and ignores it, as it ignores a parameter that the contract does not have.
 */
export function parseEventRequest(
  request: SandboxRequest,
  settings: SandboxSettings,
): SandboxQuery | ErrorResponse {
  const [path = "", search = ""] = splitOnce(request.url, "?");
  const { kind, idText } = findEndpoint(path) ?? {};
  if (kind === undefined) return { status: 404, message: "There is nothing at this path." };
  if (request.method !== "GET" && request.method !== "HEAD") {
    return { status: 405, message: "Only GET and HEAD are allowed.", headers: { Allow: "GET, HEAD" } };
  }
  const notificationId = readNotificationId(idText ?? "");
  if (notificationId === undefined) {
    return badRequest(
      `The notification id must be an integer from ${idRange.minimum} to ${idRange.maximum}.`,
    );
  }
  // URLSearchParams reads an unescaped "+" as a space, as form decoders do: "+02:00" must be sent as "%2B02:00".
  const parameters = new URLSearchParams(search);
  const known: Record<string, string> = {};
  for (const name of endpoints[kind].parameters) {
    const [text, ...others] = parameters.getAll(name);
    if (text === undefined) continue;
    const expected = whatIsExpected(text, parameterTypes[name] ?? { kind: "text" }, settings);
    if (others.length > 0) return badRequest(`The parameter ${name} is given more than once.`);
    if (expected !== undefined) return badRequest(`The parameter ${name} must be ${expected}.`);
    known[name] = text;
  }
  const { sort } = known;
  const start = known["start"] === undefined ? undefined : readInstant(known["start"], settings);
  const end = known["end"] === undefined ? undefined : readInstant(known["end"], settings);
  if (settings.behaviour.invertedWindow === "refuse" && Number(end) < Number(start)) {
    return badRequest("The end of the window lies before its start.");
  }
  return { kind, notificationId, start, end, sort: sort === "asc" || sort === "desc" ? sort : undefined };
}

function findEndpoint(path: string): { readonly kind: EventKind; readonly idText: string } | undefined {
  for (const { kind, before, after } of paths) {
    const idText = path.slice(before.length, path.length - after.length);
    if (path === before + idText + after && /^[^/]+$/.test(idText)) return { kind, idText };
  }
  return undefined;
}

function readNotificationId(text: string): number | undefined {
  const id = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return id >= idRange.minimum && id <= idRange.maximum ? id : undefined;
}

/** The expected value of a parameter; undefined for a valid one. */
export function whatIsExpected(
  text: string,
  { kind, values, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: ParameterType,
  settings: SandboxSettings,
): string | undefined {
  const choices = kind === "boolean" ? [true, false] : values;
  if (choices !== undefined) {
    return choices.some((value) => String(value) === text) ? undefined : `one of ${choices.join(", ")}`;
  }
  if (kind === "instant") {
    return readInstant(text, settings) === undefined
      ? "an ISO 8601 date and time with a zone, or a number of milliseconds"
      : undefined;
  }
  if (kind !== "integer" && kind !== "number") return undefined;
  const form = kind === "integer" ? /^-?\d+$/ : /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
  const number = form.test(text) ? Number(text) : Number.NaN;
  return number >= minimum && number <= maximum
    ? undefined
    : `${kind === "integer" ? "an integer" : "a number"} from ${minimum} to ${maximum}`;
}

/** Tells an error response from what was asked for. */
export function isErrorResponse(value: SandboxQuery | ErrorResponse): value is ErrorResponse {
  return "status" in value;
}

function badRequest(message: string): ErrorResponse {
  return { status: 400, message };
}

function readInstant(text: string, settings: SandboxSettings): number | undefined {
  const { zonelessDates, numericDates } = settings.behaviour;
  const instant = parseInstant(text, zonelessDates);
  if (numericDates === "milliseconds" || !/^-?\d+$/.test(text)) return instant;
  return numericDates === "seconds" && instant !== undefined ? instant * 1000 : undefined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
