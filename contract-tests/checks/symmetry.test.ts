import { expect, test } from "vitest";
import { type EventKind, endpoints } from "../../generated/contract.js";
import type { EndpointContext } from "../engine/endpoint-context.ts";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { checks, probes } from "./index.ts";
import { parameterChecks } from "./parameters.ts";

/** Words that stand for the two sides of one promise. */
const mirrors: readonly (readonly [string, string])[] = [
  ["start", "end"],
  ["asc", "desc"],
  ["before", "after"],
  ["ascending", "descending"],
];

/** Rows without a mirror, and why. */
const waivers: Readonly<Record<string, string>> = {
  "start-leap-day": "the budget: one bound tells whether the day is known",
  "stamp-before-publication": "only a stamp has a time; what it must not be after is fixed",
  "sort-asc-permutation": "asc is compared with no order",
  "sort-desc-permutation": "desc is compared with asc",
};

/** Checks and probes of one endpoint alone, and why. */
const onOneEndpoint: Readonly<Record<string, string>> = {
  "probe-head": "one HEAD a run: production is to see as little of it as can be",
  "probe-post": "one POST a run, for the same reason",
  "unknown-path": "a path that does not exist belongs to no endpoint",
  "id-zero": "the budget, as for id-not-a-number",
  "id-negative": "the budget, as for id-not-a-number",
  "id-not-a-number": "the budget; where a path is cut into its parts, its last one plays no role",
  "id-leading-zero": "the budget, as for id-not-a-number",
  "id-decimal": "the budget, as for id-not-a-number",
  "start-far-past": "the budget: a server reads dates alike on all endpoints",
  "end-far-past": "the budget, as for start-far-past",
  "start-far-future": "the budget, as for start-far-past",
  "end-far-future": "the budget, as for start-far-past",
  "start-leap-day": "the budget, as for start-far-past",
  "start-empty": "the budget, as for start-far-past",
  "end-empty": "the budget, as for start-far-past",
  "sort-empty": "the budget, as for start-far-past",
  "empty-window": "the budget: the endpoints share the three smallest windows",
  "single-window": "the budget, as for empty-window",
  "quiet-window": "the budget, as for empty-window",
  "date-without-zone": "recorded, not judged: one response tells how it is read",
  "no-window": "recorded, its order alone judged: the largest response there is, so asked for once",
};

function mirrorsOf(id: string): string[] {
  const words = id.split("-");
  return mirrors.flatMap((pair) =>
    pair.flatMap((word, side) => {
      const other = pair[1 - side] ?? "";
      return words.includes(word) ? [words.map((part) => (part === word ? other : part)).join("-")] : [];
    }),
  );
}

function unmirrored(ids: readonly string[]): string[] {
  return ids.filter((id) => !(id in waivers) && mirrorsOf(id).some((mirror) => !ids.includes(mirror)));
}

test("a check of one bound or order has its mirror", () => {
  expect(unmirrored(checks.map(({ id }) => id))).toEqual([]);
});

test("a request for one bound or order has its mirror", () => {
  // The plan sees to the requests for a part of the window.
  const ids = probes.map(({ id }) => id).filter((id) => !id.startsWith("window-"));
  expect(unmirrored(ids)).toEqual([]);
});

const contextFor = (kind: EventKind): EndpointContext =>
  fakeContext({ ascending: resultOf({ json: [] }) }, { kind, window: { start: 0, end: 1e12 } });

test.each(Object.keys(endpoints) as EventKind[])("every request is made of %s", (kind) => {
  const context = contextFor(kind);
  const left = probes
    .filter((row) => "notExercised" in row.plan(context))
    .map(({ id }) => id)
    .filter((id) => !(id in onOneEndpoint));
  expect(left).toEqual([]);
});

test("every check is judged on each endpoint, except those over all and those of one request", () => {
  const overAll = checks.filter((check) => check.scope === "run" && !parameterChecks.includes(check));
  const waived = overAll
    .filter(({ needs }) => {
      const own = needs.filter((id) => id !== "ascending");
      return own.length > 0 && own.every((id) => id in onOneEndpoint);
    })
    .map(({ id }) => id);
  expect(overAll.map(({ id }) => id).filter((id) => !waived.includes(id))).toEqual([
    "id-unique-across-kinds",
    "one-customer",
    "rate-backoff",
  ]);
});

test("each waiver is still needed", () => {
  const known = [...checks, ...probes].map(({ id }) => id);
  expect(
    [...Object.keys(waivers), ...Object.keys(onOneEndpoint)].filter((id) => !known.includes(id)),
  ).toEqual([]);
});
