import { isUsable } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { exactly, isAssumed } from "./compare.ts";
import { duplicateKeys } from "./duplicate-keys.ts";
import { each, hasBody, isSuccess, responses } from "./judge-each.ts";
import {
  badKeyIds,
  badNotificationIds,
  badQueryIds,
  emptyValueIds,
  farDateIds,
  listings,
  type ProbeId,
  type SuiteCheck,
  spelledIds,
} from "./probe-ids.ts";
import { incomparable } from "./responses.ts";
import { grantedIds } from "./window-probes.ts";

/** Requests that may be answered without events, or rejected. */
const bare: readonly ProbeId[] = [
  "empty-window",
  "inverted-window",
  "id-unknown",
  ...spelledIds,
  ...farDateIds,
  ...emptyValueIds,
];
const anyResponse = { needs: [...grantedIds, ...bare], anyOf: true, evidence: "http" } as const;

/** Checks of the rules of HTTP and JSON for every response. */
export const protocolChecks: readonly SuiteCheck[] = [
  each(
    {
      ...anyResponse,
      needs: grantedIds,
      id: "status",
      title: "a valid request returns 200 or 204",
      pointer: `${responses}/200`,
    },
    (result) => {
      const { status, failure } = result.exchange;
      if (status === 200 || status === 204) return undefined;
      const actual = status === undefined ? `no response: ${failure?.message}` : `status ${status}`;
      const evidence = isAssumed(result) ? "assumed" : undefined;
      return { code: "other-status", expected: "200 or 204", actual, evidence };
    },
  ),
  each(
    {
      ...anyResponse,
      needs: [...anyResponse.needs, ...badKeyIds, ...badNotificationIds, ...badQueryIds],
      id: "no-redirect",
      title: "no request is redirected, because clients would send the key along",
      pointer: responses,
    },
    ({ exchange: { status = 0 } }) =>
      status >= 300 && status < 400
        ? { code: "redirect", expected: "no redirect", actual: `status ${status}` }
        : undefined,
  ),
  each(
    {
      ...anyResponse,
      id: "content-type",
      title: "the body is application/json, and UTF-8 if a charset is named",
      evidence: "documented",
      pointer: `${responses}/200/content/application~1json`,
    },
    (result) => {
      if (!isSuccess(result) || !hasBody(result)) return undefined;
      const type = result.header("content-type")?.toLowerCase() ?? "";
      const charset = charsetOf(type);
      const expected = "content-type: application/json, charset utf-8 if any";
      const [media = ""] = type.split(";");
      if (media.trim() !== "application/json")
        return {
          code: "other-media-type",
          expected,
          actual: `content-type: ${result.header("content-type") || "none"}`,
        };
      return charset === undefined || /^utf-?8$/.test(charset)
        ? undefined
        : { code: "other-charset", expected, actual: "another charset" };
    },
  ),
  each(
    {
      ...anyResponse,
      id: "body-complete",
      title: "the body is complete, in the coding that its header names, and ends with its array",
      pointer: `${responses}/200`,
    },
    (result) => {
      const { failure } = result.exchange;
      if (!isSuccess(result) || failure?.kind === "too-large") return undefined;
      if (result.fault === "content-encoding") {
        const actual = `content-encoding: ${result.header("content-encoding")}, but the body has another coding`;
        return { code: "undecodable-body", expected: "a body in the coding that its header names", actual };
      }
      return result.fault === "incomplete" || result.fault === "not-json"
        ? {
            code: "incomplete-body",
            expected: "a whole JSON text",
            actual: failure?.message ?? "it is cut or no JSON",
          }
        : undefined;
    },
  ),
  each(
    {
      ...anyResponse,
      id: "body-array",
      title: "the body is one JSON array",
      evidence: "documented",
      pointer: `${responses}/200`,
    },
    (result) => {
      if (!isSuccess(result)) return undefined;
      const actual =
        result.fault === "not-an-array"
          ? "another JSON value"
          : result.fault === "too-many" || result.fault === "too-deep"
            ? "more elements than a body can have events, or nested deeper than a list of events is"
            : undefined;
      return actual === undefined
        ? undefined
        : { code: "not-an-array", expected: "a JSON array of events", actual };
    },
  ),
  each(
    { ...anyResponse, id: "body-utf8", title: "a body is valid UTF-8", pointer: `${responses}/200` },
    (result) =>
      isSuccess(result) && result.fault === "encoding"
        ? { code: "not-utf8", expected: "UTF-8 (RFC 8259, section 8.1)", actual: "bytes that are not UTF-8" }
        : undefined,
  ),
  each(
    {
      ...anyResponse,
      needs: listings,
      id: "duplicate-keys",
      title: "no object names a property twice",
      pointer: `${responses}/200`,
    },
    (result) => {
      if (!isUsable(result)) return undefined;
      const [name] = duplicateKeys(result.text() ?? "");
      return name === undefined
        ? undefined
        : { code: "duplicate-name", expected: "unique names in an object", actual: `"${name}" twice` };
    },
  ),
  {
    ...anyResponse,
    id: "content-encoding",
    title: "a compressed response can be decompressed and has the same events",
    pointer: `${responses}/200`,
    needs: ["ascending", "compressed"],
    anyOf: false,
    needsState: true,
    judge: (context) => {
      const compressed = context.get("compressed");
      const coded =
        isSuccess(compressed) && (compressed.header("content-encoding") ?? "identity") !== "identity";
      // A response without a list is broken, not plain: its coding may be what went unsaid.
      if (!coded && isUsable(compressed)) return notExercised("not-compressed");
      // HTTP demands that it can be decoded, and the contract which events it then has.
      return (
        incomparable(context) ??
        exactly(context, compressed).map((finding) =>
          finding.code === "no-event-list" ? finding : { ...finding, evidence: "documented" },
        )
      );
    },
  },
];

/** The charset of a media type in lower case; `undefined` if it names none. The value of another parameter may contain the word. */
function charsetOf(type: string): string | undefined {
  const parameters = type.matchAll(/;\s*([^\s=;"]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;]*))/g);
  for (const [, name, quoted, plain] of parameters)
    if (name === "charset") return (quoted ?? plain)?.replace(/\\(.)/g, "$1").trim();
  return undefined;
}
