import { showsEvent } from "../checks/error-responses.ts";
import { spelledIds } from "../checks/probe-ids.ts";
import { isUsable, type ProbeResult } from "../engine/probe-result.ts";
import type { Condition } from "./condition.ts";
import type { Request } from "./requests.ts";
import {
  type BrokenStatement,
  isAboutDates,
  isAboutForms,
  isAboutOrder,
  pointers,
  queryStandard,
  type Run,
  type Suspicion,
} from "./suspicion.ts";
import { concernsAny, isComparison } from "./window-suspicions.ts";

/** The responses of the operation in the contract. Those of the first endpoint represent all. */
const ok = "#/paths/{path}/get/responses/200";
const json = `${ok}/content/application~1json`;

interface Failure {
  /** The error of a response, in a few words; responses with the same words are one symptom. */
  readonly says: string;
  statement(condition: Condition, shown: readonly Request[]): BrokenStatement;
}

/** The error of the response to a valid request; `undefined` if it is a list of events. */
function failureOf({ result, factors }: Request): Failure | undefined {
  const { status, failure } = result.exchange;
  if (failure?.kind === "too-large" || result.fault === "too-large") return undefined;
  const section = framingSection(result);
  if (section !== undefined)
    return {
      says: "breaks the framing of HTTP",
      statement: () => ({ standard: `RFC 9112, section ${section}` }),
    };
  if (status === undefined || failure !== undefined)
    return { says: "sends no complete response", statement: () => ({ pointer: ok }) };
  if (status >= 400 && showsEvent(result.text() ?? ""))
    return { says: `sends its events with status ${status}`, statement: () => ({ pointer: ok }) };
  if (status >= 500) return { says: `fails with ${status}`, statement: ofServerError };
  if (status >= 400)
    return mayReject(factors)
      ? undefined
      : { says: `rejects with ${status}`, statement: (c) => ofRejection(status, c) };
  if (status !== 200 && status !== 204)
    return { says: `responds with ${status}`, statement: () => ({ pointer: ok }) };
  return isUsable(result) ? undefined : bodyFailureOf(result);
}

const tooFar: readonly unknown[] = ["before-1970", "epoch", "after-2038"];

/** A window that admits nothing may be rejected, and so may a date that is far away. */
function mayReject(factors: Request["factors"]): boolean {
  return factors.some(
    ([name, value]) =>
      (name === "window" && (value === "empty" || value === "inverted")) ||
      (name === "instant" && tooFar.includes(value)),
  );
}

/** The section of RFC 9112 that a response breaks, by what the parser of Node says of it. */
function framingSection({ exchange: { failure } }: ProbeResult): string | undefined {
  if (failure === undefined) return undefined;
  if (/HPE_(INVALID_STATUS|INVALID_VERSION|INVALID_CONSTANT)/.test(failure.message)) return "4";
  if (/HPE_.*CONTENT_LENGTH/.test(failure.message)) return "6.3";
  if (/HPE_.*(CHUNK|STRICT)/.test(failure.message)) return "7.1";
  return failure.kind === "truncated" || failure.message.startsWith("HPE_") ? "8" : undefined;
}

function bodyFailureOf(result: ProbeResult): Failure {
  const coding = result.header("content-encoding");
  switch (result.fault) {
    case "content-encoding":
      return {
        says: `sends a body that is not in the coding ${coding} that it names`,
        statement: () => ({
          standard: `RFC 9110, section 8.4${coding === "deflate" ? ".1.2" : ""}`,
        }),
      };
    case "encoding":
      return {
        says: "sends a body that is not UTF-8",
        statement: ({ coding: accepted }) => ({
          standard: accepted === undefined ? "RFC 8259, section 8.1" : "RFC 9110, section 8.4",
        }),
      };
    case "not-an-array":
      return /^\s*\{\s*"(error|message|status|title)"/.test(result.text() ?? "")
        ? { says: "sends an error with status 200", statement: () => ({ pointer: ok }) }
        : { says: "sends a JSON value that is not a list", statement: () => ({ pointer: pointers.events }) };
    case "not-json":
      return textFailureOf(result.text() ?? "");
    default:
      return {
        says: "sends a list of values that are not events",
        statement: () => ({ pointer: pointers.events }),
      };
  }
}

function textFailureOf(text: string): Failure {
  const [, title] = /<title>([^<]{1,80})/i.exec(text) ?? [];
  if (/^\s*<(!doctype|html|head|h1)/i.test(text)) {
    const named = title === undefined ? "" : ` (<title>${title.trim()}</title>)`;
    return { says: `sends an HTML page${named}`, statement: () => ({ pointer: json }) };
  }
  if (/^\s*<[a-z?]/i.test(text) && !/^\s*<br/i.test(text))
    return { says: "sends a body in a format other than JSON", statement: () => ({ pointer: json }) };
  if (text.includes("\0"))
    return {
      says: "sends a body that is not UTF-8",
      statement: () => ({ standard: "RFC 8259, section 8.1" }),
    };
  if (isOneALine(text))
    return {
      says: "sends one JSON value a line and no list",
      statement: () => ({ pointer: pointers.events }),
    };
  // A list that breaks off is no list of events; any other text that cannot be parsed is no JSON.
  const breaksOff = /^\s*\[\s*[{]/.test(text) && !/\]/.test(text.slice(-200));
  return breaksOff || /^\s*\{/.test(text)
    ? { says: "sends a list that is cut off", statement: () => ({ pointer: pointers.events }) }
    : { says: "sends a body that is not JSON", statement: () => ({ standard: "RFC 8259" }) };
}

/** Whether a text, which is not JSON as a whole, begins with two lines that are. */
function isOneALine(text: string): boolean {
  const [first = "", second = ""] = text.trim().split(/\s*\n/, 2);
  return second !== "" && [first, second].every(isJson);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function ofServerError(condition: Condition): BrokenStatement {
  if (condition.encoding !== undefined) return queryStandard;
  if (condition.window === "without-events") return { pointer: pointers.events };
  if (isAboutForms(condition)) return { pointer: pointers.instant };
  return { pointer: isAboutOrder(condition) ? pointers.sort : pointers.serverError };
}

function ofRejection(status: number, condition: Condition): BrokenStatement {
  if (condition.encoding !== undefined) return queryStandard;
  if (condition.window === "without-events") return { pointer: pointers.events };
  if (condition.header !== undefined) return { standard: "RFC 9110, section 5.1" };
  if (status === 401 || status === 403) return { pointer: pointers.key };
  if (status === 404) return { pointer: pointers.id };
  if (isAboutDates(condition)) return { pointer: pointers.instant };
  if (isAboutOrder(condition)) return { pointer: pointers.sort };
  if (condition.bounds === "end") return { pointer: pointers.end };
  return { pointer: condition.bounds === undefined && condition.window === undefined ? ok : pointers.start };
}

/** Faults of a server in the responses to valid requests. A response without a list cannot be compared. */
export function responseSuspicions(run: Run): readonly Suspicion[] {
  const judged = run.requests.filter(({ isJudged }) => isJudged);
  const groups = new Map<string, { readonly failure: Failure; readonly shown: Set<Request> }>();
  for (const request of judged) {
    const failure = failureOf(request);
    if (failure === undefined) continue;
    const group = groups.get(failure.says) ?? { failure, shown: new Set() };
    group.shown.add(request);
    groups.set(failure.says, group);
  }
  const failed = run.requests.filter(({ result, isJudged }) => {
    // A server may take another spelling of the id for the id.
    const mayBeSound = spelledIds.some((id) => id === result.id);
    return !isJudged && (mayBeSound || (result.exchange.status ?? 0) >= 500);
  });
  const ofOneKind = [...groups.values()].map(({ failure, shown }): Suspicion => {
    // Requests that fail in the same way fail for the same reason, even if their expected result is unknown.
    const alike = new Set(failed.filter((request) => failureOf(request)?.says === failure.says));
    const lists = failure.says.includes("cut off");
    return {
      says: failure.says,
      of: "requests",
      shown: [...shown],
      // A request that may be rejected needs no valid response, and an empty list has nothing to cut off.
      concerned: judged.filter(
        (request) =>
          shown.has(request) || !(mayReject(request.factors) || (lists && request.listing?.due.length === 0)),
      ),
      statement: (condition) => failure.statement(condition, [...shown]),
      explains: (found) =>
        shown.has(found.request) ||
        alike.has(found.request) ||
        (isComparison(found) && concernsAny(found, shown)),
    };
  });
  return [...ofOneKind, failing(run)];
}

/** A server error in response to whatever was asked. */
function failing({ requests }: Run): Suspicion {
  const shown = new Set(requests.filter(({ result }) => (result.exchange.status ?? 0) >= 500));
  const status = [...shown][0]?.result.exchange.status;
  const isBad = [...shown].every(({ isSound }) => !isSound);
  return {
    says: `fails with ${status}`,
    of: "requests",
    shown: [...shown],
    concerned: isBad ? requests.filter(({ isSound }) => !isSound) : requests,
    statement: (condition) => (isBad ? { pointer: pointers.badRequest } : ofServerError(condition)),
    explains: (found) => shown.has(found.request) || (isComparison(found) && concernsAny(found, shown)),
  };
}
