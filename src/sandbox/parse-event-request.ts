import type { IncomingHttpHeaders } from "node:http";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import type { SandboxSettings } from "./options.ts";
import { parseInstant } from "./parse-instant.ts";

/** What the sandbox reads of a request. */
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
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const eventPath = /^\/notifications\/([^/]+)\/events\/([a-z]+)$/;
const largestId = 2_147_483_647;

/** Checks the key: header `X-Key`, exact value. A key in the query counts for nothing. */
export function authorise(request: SandboxRequest, settings: SandboxSettings): Refusal | undefined {
  const key = request.headers["x-key"];
  if (key === undefined) return { status: 401, message: "The header X-Key is missing." };
  if (key === settings.key) return undefined;
  return { status: settings.behaviour.wrongKeyStatus, message: "The header X-Key holds no valid key." };
}

/** Reads path, method and query parameters. Parameters that the API does not have are ignored. */
export function parseEventRequest(
  request: SandboxRequest,
  settings: SandboxSettings,
): SandboxQuery | Refusal {
  const [path = "", search = ""] = splitOnce(request.url, "?");
  const [, idText = "", lastSegment] = eventPath.exec(path) ?? [];
  const kind = eventKinds.find((known) => known === lastSegment);
  if (kind === undefined) return { status: 404, message: "There is nothing at this path." };
  if (request.method !== "GET" && request.method !== "HEAD") {
    return { status: 405, message: "Only GET and HEAD are allowed.", headers: { Allow: "GET, HEAD" } };
  }
  const notificationId = /^\d+$/.test(idText) ? Number(idText) : Number.NaN;
  if (!(notificationId <= largestId)) {
    return badRequest(`The notification id must be an integer from 0 to ${largestId}.`);
  }
  // URLSearchParams reads an unescaped "+" as a space, as form decoders do: "+02:00" must be sent as "%2B02:00".
  const parameters = new URLSearchParams(search);
  for (const name of ["start", "end", "sort"]) {
    if (parameters.getAll(name).length > 1)
      return badRequest(`The parameter ${name} is given more than once.`);
  }
  const start = readInstant(parameters, "start", settings);
  const end = readInstant(parameters, "end", settings);
  if (Number.isNaN(start) || Number.isNaN(end)) {
    const name = Number.isNaN(start) ? "start" : "end";
    return badRequest(`The parameter ${name} is neither an ISO 8601 date nor a number of milliseconds.`);
  }
  if (
    settings.behaviour.invertedWindow === "refuse" &&
    start !== undefined &&
    end !== undefined &&
    end < start
  )
    return badRequest("The end of the window lies before its start.");
  const sort = parameters.get("sort") ?? undefined;
  if (sort !== undefined && sort !== "asc" && sort !== "desc") {
    return badRequest("The parameter sort is neither asc nor desc.");
  }
  return { kind, notificationId, start, end, sort };
}

/** Tells a refusal from what was asked for. */
export function isRefusal(value: SandboxQuery | Refusal): value is Refusal {
  return "status" in value;
}

function badRequest(message: string): Refusal {
  return { status: 400, message };
}

/** NaN for a value that is no instant. */
function readInstant(
  parameters: URLSearchParams,
  name: string,
  settings: SandboxSettings,
): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  const { zonelessDates, numericDates } = settings.behaviour;
  const instant = parseInstant(text, zonelessDates) ?? Number.NaN;
  if (numericDates === "milliseconds" || !/^-?\d+$/.test(text)) return instant;
  return numericDates === "seconds" ? instant * 1000 : Number.NaN;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
