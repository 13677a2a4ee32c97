import type { EndpointContext } from "../engine/endpoint-context.ts";
import type { KeyVariant, RequestPlan } from "../engine/exchange.ts";
import type { PlannedRequest } from "../engine/probe.ts";
import { notExercised } from "../engine/reasons.ts";
import { ask, askForAll, endpointAt, onlyOn, shareOf } from "./ask.ts";
import { utc } from "./date-forms.ts";
import { kindsWithBadOrder, kindsWithLargeId } from "./parameter-values.ts";
import type { badQueryIds, SuiteProbe } from "./probe-ids.ts";

/** Only the status and the beginning of an error body matter; a server that sends data instead need not send all of it. */
const beginning = { maxBodyBytes: 256 * 1024 };

/** The endpoints ask in different ways: a server may look at the key only where it has something to filter or to sort. */
function askWithKey(context: EndpointContext, extra: Partial<RequestPlan>): PlannedRequest {
  return shareOf(context.kind, [
    () => askForAll(context, undefined, extra),
    () => ask({}, {}, extra),
    () => askForAll(context, "asc", extra),
  ])();
}

/** The endpoints share the ways to be wrong: a server may compare the beginning of a key alone, or its end, or a pattern. */
function keyOn({ kind }: EndpointContext, key: KeyVariant): KeyVariant {
  if (key === "wrong") return shareOf(kind, ["wrong", "other-start", "wildcard"]);
  return key === "extended" ? shareOf(kind, ["extended", "extended", "prefixed"]) : key;
}

type BadKey = "none" | "empty" | "wrong" | "truncated" | "extended" | "other-case" | "in-query";

const withKey = (key: BadKey): SuiteProbe => ({
  id: `key-${key}`,
  statusTells: true,
  last: true,
  // It would stand in the logs of a server that is in use.
  optIn: key === "in-query",
  plan: (context) =>
    key === "other-case" && !/[a-z]/i.test(context.settings.apiKey)
      ? notExercised("key-without-letters")
      : askWithKey(context, { key: keyOn(context, key), ...beginning }),
});

type BadId = "unknown" | "zero" | "negative" | "overflow" | "not-a-number" | "leading-zero" | "decimal";

const withId = (
  name: BadId,
  id: (notificationId: number, context: EndpointContext) => string,
  read: Partial<RequestPlan> = beginning,
): SuiteProbe => ({
  id: `id-${name}`,
  after: ["ascending"],
  statusTells: true,
  plan: (context) =>
    askForAll(context, undefined, { id: id(context.settings.notificationId, context), ...read }),
});

const largestId = 2_147_483_647;

/** The largest int32 or the one below: ids are given out from below, so nobody's notification has them. */
function unknownId(notificationId: number, { kind }: EndpointContext): string {
  const id = shareOf(kind, [largestId - 1, largestId - 1, largestId]);
  return String(id === notificationId ? 2 * largestId - 1 - id : id);
}

/** A query with an unreadable part. The only rule about its response is that it rejects the query. */
const withQuery = (
  id: (typeof badQueryIds)[number],
  query: (context: EndpointContext) => RequestPlan["query"],
): SuiteProbe => ({
  id,
  after: ["ascending"],
  statusTells: true,
  plan: (context) => ({ request: { query: query(context), ...beginning }, asked: {} }),
});

/** Zero is no id to many programs, and "no id" may mean all of them. */
const idZero = withId("zero", () => "0");

/**
 * A day that does not exist, beyond the other bound. Lenient parsers take it for one in March, and the window is then
 * inverted, while a server that ignores it has data to show.
 */
const februaryThirtieth = (bound: number, years: 1 | -1): string =>
  `${new Date(bound).getUTCFullYear() + years}-02-30T00:00:00Z`;

/** Requests whose key must be rejected. They come last: servers lock out who tries wrong keys. */
export const badKeyProbes: readonly SuiteProbe[] = (
  ["none", "empty", "wrong", "truncated", "extended", "other-case", "in-query"] as const
).map(withKey);

/** A date that cannot be read, alone on all endpoints but one: a server may look at a bound only where both are there, or only there. */
const malformed = (name: "start" | "end", alongside: number): SuiteProbe =>
  withQuery(`${name}-malformed`, (context) =>
    askForAll(context)
      .request.query.filter(([bound]) => bound === name || context.kind === endpointAt(alongside))
      .map(([bound, value]) => [bound, bound === name ? "not-a-date" : value]),
  );

/** Requests with the real key that a server should reject. */
export const badValueProbes: readonly SuiteProbe[] = [
  withId("unknown", unknownId),
  onlyOn(2, {
    ...idZero,
    plan: (context) =>
      context.settings.notificationId === 0 ? notExercised("notification-zero") : idZero.plan(context),
  }),
  onlyOn(
    0,
    withId("negative", (id) => String(-Math.max(id, 1))),
  ),
  // The notification's own id once truncated to 32 bits: a server that lets it wrap answers with its events.
  { ...withId("overflow", (id) => String(id + 2 ** 32)), kinds: kindsWithLargeId },
  // Where a path is cut into its parts, its last one plays no role.
  onlyOn(
    1,
    withId("not-a-number", (id) => `${id}x`),
  ),
  // The same number to some programs, and one in base 8 to others.
  onlyOn(
    2,
    withId("leading-zero", (id) => `0${id}`, {}),
  ),
  onlyOn(
    0,
    withId("decimal", (id) => `${id}.0`, {}),
  ),
  malformed("start", 0),
  withQuery("start-impossible", ({ window }) => [
    ["start", februaryThirtieth(window.end, 1)],
    ["end", utc(window.end)],
  ]),
  malformed("end", 1),
  withQuery("end-impossible", ({ window }) => [
    ["start", utc(window.start)],
    ["end", februaryThirtieth(window.start, -1)],
  ]),
  {
    ...withQuery("sort-unknown", (context) => [...askForAll(context).request.query, ["sort", "sideways"]]),
    kinds: kindsWithBadOrder,
  },
];
