import type { Finding, Verdict } from "../engine/check.ts";
import { securityPointer } from "../engine/contract.ts";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { identityOf, notificationIn } from "../engine/event.ts";
import { eventsIn, isUsable, type ProbeResult } from "../engine/probe-result.ts";
import { notExercised } from "../engine/reasons.ts";
import { describe, unexpected, unusable } from "./compare.ts";
import { notRejected } from "./judge-each.ts";
import { kindsWithBadOrder, kindsWithLargeId } from "./parameter-values.ts";
import { badQueryIds, type ProbeId, type SuiteCheck, type spelledIds } from "./probe-ids.ts";
import { incomparable, shownEvents } from "./responses.ts";

/** Any 4xx will do where only that it is rejected is known. (The engine hands no judgment a 429.) */
function rejected({ exchange: { status = 0 } }: ProbeResult): boolean {
  return status >= 400 && status < 500;
}

function acceptedInstead(result: ProbeResult, expected: string): Finding {
  return { code: notRejected(result), expected, actual: describe(result), result };
}

function mustReject(context: EndpointContext, id: string, expected: string): readonly Finding[] {
  const result = context.get(id);
  return rejected(result) ? [] : [acceptedInstead(result, expected)];
}

/** A bad value may be rejected or answered with nothing; not with data, and not with a crash. */
export function rejectedOrEmpty(context: EndpointContext, id: string, expected: string): Verdict {
  const result = context.get(id);
  if (rejected(result)) return [];
  if (isUsable(result) && eventsIn(result).length === 0) {
    // An ignored value shows only where there is something to show.
    if (!context.settings.stateful) return notExercised("stateless-target");
    return shownEvents(context).length > 0 ? [] : notExercised("no-events");
  }
  return [acceptedInstead(result, expected)];
}

const key = (id: string, result: ProbeId, title: string): SuiteCheck => ({
  id,
  title,
  evidence: "documented",
  pointer: securityPointer,
  needs: [result],
  judge: (context) => mustReject(context, result, "an error response, 401 or another 4xx"),
});

// A mock knows no keys: it can tell a missing one, not a wrong one.
const wrongKey = (...row: Parameters<typeof key>): SuiteCheck => ({ ...key(...row), needsState: true });

const otherCase: SuiteCheck = {
  ...wrongKey("auth-other-case", "key-other-case", "the key in the other letter case is rejected"),
  judge(context) {
    const verdict = mustReject(context, "key-other-case", "an error response, 401 or another 4xx");
    // Hexadecimal digits and UUIDs mean the same in either case, and nobody says that a key is no number.
    const isNumber = /^[0-9a-f-]+$/i.test(context.settings.apiKey);
    return isNumber ? verdict.map((finding) => ({ ...finding, evidence: "assumed" })) : verdict;
  },
};

const titles: Readonly<Record<string, string>> = {
  "id-negative": "a negative notification id is rejected",
  "id-overflow": "a notification id beyond int32 is rejected, not cut down to another one",
  "id-not-a-number": "a notification id that is no number is rejected",
  "start-malformed": "a start that is no date is rejected",
  "start-impossible": "a start that is an impossible date is not ignored",
  "end-malformed": "an end that is no date is rejected",
  "end-impossible": "an end that is an impossible date is not ignored",
  "sort-unknown": "an order other than asc and desc is rejected",
};

const badValue = (id: ProbeId): SuiteCheck => ({
  id,
  title: titles[id] ?? id,
  evidence: "assumed",
  pointer: id.startsWith("id-")
    ? "#/components/parameters/notification-id"
    : `#/components/parameters/${id.slice(0, id.indexOf("-"))}`,
  needs: [id],
  judge: (context) => rejectedOrEmpty(context, id, "an error response, 400 or another 4xx"),
});

/** Nothing is known of how a server says that it has no such notification, but that it must not show another's. */
const noForeignData = (id: ProbeId, title: string): SuiteCheck => ({
  ...badValue(id),
  title,
  evidence: "documented",
  needsState: true,
  judge: (context) => rejectedOrEmpty(context, id, "an error response, or no events"),
});

/** A notification 0 may exist. If it does, its events name it and belong to no other notification. */
const noForeignZero: SuiteCheck = {
  ...noForeignData("id-zero", "notification 0 shows no events of another notification"),
  scope: "run",
  judge(context) {
    const result = context.get("id-zero");
    const events = eventsIn(result);
    // A list that is too long to be read shows nothing.
    if (result.exchange.failure?.kind === "too-large") return notExercised("response-too-large");
    if (!isUsable(result) || events.length === 0)
      return rejectedOrEmpty(context, "id-zero", "an error response, or no events");
    const others = new Set(shownEvents(context).map(({ event }) => identityOf(event)));
    const eventIndex = events.findIndex(
      (event) => others.has(identityOf(event)) || (notificationIn(event) ?? 0) !== 0,
    );
    if (eventIndex < 0) return [];
    const expected = "events of notification 0, or none";
    return [
      { code: "foreign-events", expected, actual: "events of another notification", result, eventIndex },
    ];
  },
};

/** Whether another spelling of the id is the same id is not stated. What a server shows for it is the notification's. */
const otherSpelling = (id: (typeof spelledIds)[number], title: string): SuiteCheck => ({
  ...noForeignData(id, title),
  needs: ["ascending", id],
  scope: "run",
  judge(context) {
    const result = context.get(id);
    if (rejected(result)) return [];
    const expected = "an error response, or events of the notification";
    const broken = unusable(result, expected);
    if (broken !== undefined) return [broken];
    const { notificationId } = context.settings;
    const eventIndex = eventsIn(result).findIndex(
      (event) => (notificationIn(event) ?? notificationId) !== notificationId,
    );
    const foreign: Finding[] =
      eventIndex < 0
        ? []
        : [
            {
              code: "foreign-events",
              expected,
              actual: "events of another notification",
              result,
              eventIndex,
            },
          ];
    return incomparable(context) ?? [...foreign, ...unexpected(context, result)];
  },
});

/** Access: which keys and ids get data, and which are rejected. */
export const accessChecks: readonly SuiteCheck[] = [
  key("auth-missing", "key-none", "a request without a key is rejected"),
  key("auth-empty", "key-empty", "a request with an empty key is rejected"),
  wrongKey("auth-wrong", "key-wrong", "a wrong key is rejected"),
  wrongKey("auth-truncated", "key-truncated", "the key without its last character is rejected"),
  wrongKey("auth-extended", "key-extended", "the key with one more character is rejected"),
  otherCase,
  key(
    "auth-in-query",
    "key-in-query",
    "the key is not accepted in the query, where logs and caches would keep it",
  ),
  noForeignZero,
  { ...badValue("id-negative"), scope: "run" },
  { ...badValue("id-overflow"), kinds: kindsWithLargeId },
  { ...badValue("id-not-a-number"), scope: "run" },
  otherSpelling("id-leading-zero", "the id with a leading zero shows no events of another notification"),
  otherSpelling("id-decimal", "the id with .0 at its end shows no events of another notification"),
  ...badQueryIds.map((id) =>
    id === "sort-unknown" ? { ...badValue(id), kinds: kindsWithBadOrder } : badValue(id),
  ),
  noForeignData("id-unknown", "a notification that does not exist shows no events"),
];
