import { endpoints, security } from "../../generated/contract.js";
import { securityPointer } from "../engine/contract.ts";
import { keyOf } from "../engine/endpoint.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { responsesOf, undeclaredMediaType } from "./documented-responses.ts";
import { each, isSuccess, responses } from "./judge-each.ts";
import {
  badKeyIds,
  badNotificationIds,
  badQueryIds,
  emptyValueIds,
  farDateIds,
  type ProbeId,
  type SuiteCheck,
  spelledIds,
} from "./probe-ids.ts";
import { grantedIds } from "./window-probes.ts";

const errorResponses: readonly ProbeId[] = [
  ...badKeyIds,
  ...badNotificationIds,
  ...badQueryIds,
  ...spelledIds,
  ...farDateIds,
  ...emptyValueIds,
  "id-unknown",
  "unknown-path",
  "empty-window",
  "inverted-window",
];

const eventTypes: ReadonlySet<string> = new Set(Object.values(endpoints).map(({ eventType }) => eventType));

/**
 * Whether a text shows an event of the contract. A time alone is no sign of one: error bodies often say when the error
 * came.
 *
 * @param types The `type` of each endpoint's events.
 */
export function showsEvent(text: string, types: ReadonlySet<string> = eventTypes): boolean {
  const named = [...text.matchAll(/"type"\s*:\s*"([^"]*)"/g)];
  return named.some(([, type = ""]) => types.has(type)) && /"timestamp"\s*:\s*\d/.test(text);
}

/**
 * Shortest key that is looked for, because `test` or `json` may occur by chance. A server that echoes a short key also
 * echoes the wrong keys, which are longer.
 */
const leastKeyLength = 7;
/** The same among events, whose texts are not a program's own. */
const leastKeyLengthInEvents = 16;

/** Lines of stack traces. Each wants more than an "at": error bodies also say at what time, and at which address. */
const traceLines: readonly RegExp[] = [
  // .NET without symbols, and Java: "   at Np6.Api.Events.Get(Int32 id)". In JSON the line break is escaped.
  /(?:^|\n|\\n|>)\s*at [\w$]+(?:[.+][\w$<>`[\],]+)+\(/,
  // A place in a source file: "Events.cs:line 12", "(Events.java:12)", "/app/events.mjs:12:3", "/src/main.go:12", "src/main.rs:12:3".
  /\.(?:cs|java|kt|scala|php|[cm]?[jt]s|go|rs|exs?):(?:line )?\d+/,
  /\.php(?:\(\d+\)| on line \d+)/,
  /\.rb:\d+:in\b/,
  /\bnode:[\w/]+:\d+:\d+/,
  /\bTraceback \(most recent call last\)/,
  /\bgoroutine \d+ \[/,
];

/** Whether a text shows a stack trace, as Java, .NET, Python, PHP, Ruby, Go, Rust, Elixir and Node write it. */
export function showsStackTrace(text: string): boolean {
  return traceLines.some((line) => line.test(text));
}

/** The flaw of an error response's body, if it has one. */
function bodyFlaw(result: ProbeResult): string | undefined {
  const isJson = result.header("content-type")?.toLowerCase().includes("json") === true;
  const text = result.text();
  // Only JSON must be UTF-8; a page or a line of text may name another charset.
  if (text === undefined) return isJson ? "its content-type is JSON, but it is not valid UTF-8" : undefined;
  if (text.trim() === "") return undefined;
  if (!isJson) return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "its content-type is JSON, but it is not valid JSON";
  }
}

/** True when the key, as it was sent, is in the response. */
function echoes(result: ProbeResult, context: EndpointContext): boolean {
  const { exchange } = result;
  const text = result.text() ?? "";
  const sent = keyOf(exchange.plan.key ?? "real", context.settings.apiKey);
  const keys = [context.settings.apiKey, sent ?? ""].filter(({ length }) => length >= leastKeyLength);
  const headers = exchange.headers.map(([, value]) => value).join("\n");
  const holdsEvents = isUsable(result);
  return keys.some(
    (key) =>
      headers.includes(key) || ((!holdsEvents || key.length >= leastKeyLengthInEvents) && text.includes(key)),
  );
}

/** Checks that an error response reveals no secret, event or stack trace. */
export const errorResponseChecks: readonly SuiteCheck[] = [
  each(
    {
      id: "refusal-body",
      title: "an error response's body is empty, or readable and without a stack trace",
      evidence: "http",
      pointer: `${responses}/401`,
      needs: errorResponses,
      anyOf: true,
    },
    (result, { kind }) => {
      if (isSuccess(result)) return undefined;
      const flaw = result.exchange.failure?.kind === "too-large" ? undefined : bodyFlaw(result);
      if (showsStackTrace(result.text() ?? "")) {
        const expected = "a body without internals of the program";
        return { code: "stack-trace", expected, actual: "it shows a stack trace", evidence: "assumed" };
      }
      if (flaw !== undefined)
        return { code: "unreadable-body", expected: "an empty or readable body", actual: flaw };
      return undeclaredMediaType(result, responsesOf(kind)[result.exchange.status ?? 0]);
    },
  ),
  each(
    {
      id: "refusal-without-data",
      title: "an error response shows no event",
      evidence: "http",
      pointer: `${responses}/401`,
      needs: errorResponses,
      anyOf: true,
    },
    (result) =>
      !isSuccess(result) && showsEvent(result.text() ?? "")
        ? {
            code: "event-in-error",
            expected: "no event in an error response",
            actual: "an event stands in it",
          }
        : undefined,
  ),
  each(
    {
      id: "key-not-echoed",
      title: "no response repeats the key",
      evidence: "assumed",
      pointer: securityPointer,
      // A response may quote the requested URL, and one request has the key in its URL.
      needs: [...grantedIds, ...errorResponses].filter((id) => id !== "key-in-query"),
      anyOf: true,
    },
    (result, context) =>
      echoes(result, context)
        ? { code: "key-echoed", expected: "no key in headers or body", actual: "the key is in it" }
        : undefined,
  ),
  {
    id: "header-name-case",
    title: "the name of the key's header is accepted in any letter case",
    evidence: "http",
    pointer: securityPointer,
    needs: ["ascending", "repeated"],
    judge: (context) => {
      const [usual, result] = [context.get("ascending"), context.get("repeated")];
      const { status } = result.exchange;
      if (!isSuccess(usual)) return notExercised("base-response-unusable");
      const expected = `${security.header.toLowerCase()} read like ${security.header} (RFC 9110, section 5.1)`;
      return status === 401 || status === 403
        ? [{ code: "key-not-read", expected, actual: `status ${status}`, result }]
        : [];
    },
  },
];
