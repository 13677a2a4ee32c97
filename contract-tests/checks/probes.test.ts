import { expect, test } from "vitest";
import type { EventKind } from "../../generated/contract.js";
import { eventKinds as kinds } from "../../src/shared/event-kinds.ts";
import { keyHeader } from "../../src/shared/testing/event-request.ts";
import type { Asked, RequestPlan } from "../engine/exchange.ts";
import { isSentTo, type Probe } from "../engine/probe.ts";
import { requestBudget } from "../engine/request-budget.ts";
import { eventsAt, fakeContext, resultOf, settings } from "../testing/fake-context.ts";
import { type DateForm, dateFormNames, dateForms } from "./date-forms.ts";
import { exampleProbes } from "./examples.ts";
import { checks, probes } from "./index.ts";
import { windowPlan } from "./window-plan.ts";

const window = { start: Date.UTC(2026, 0, 28), end: Date.UTC(2026, 1, 4) };
const times = Array.from({ length: 30 }, (_, i) => window.start + 20_000_000 * i + 123);
const ascending = resultOf({ json: eventsAt(...times) });

/** The requests of a run against a server with events. */
const plans: readonly {
  readonly kind: EventKind;
  readonly id: string;
  readonly probe: Probe;
  readonly plan: RequestPlan;
  readonly asked: Asked;
}[] = kinds.flatMap((kind) =>
  probes.flatMap((probe) => {
    if (!isSentTo(probe, kind, settings)) return [];
    const plan = probe.plan(fakeContext({ ascending }, { kind, window }));
    return "notExercised" in plan || exampleProbes.includes(probe)
      ? []
      : [{ kind, probe, id: probe.id, plan: plan.request, asked: plan.asked }];
  }),
);

const parameterOf = (plan: RequestPlan, name: string) => plan.query.find(([key]) => key === name)?.[1];

const formPatterns: Readonly<Record<DateForm, readonly [lower: RegExp, upper: RegExp]>> = {
  utc: [/\.\d{3}Z$/, /\.\d{3}Z$/],
  offset: [/-11:30$/, /\+12:45$/],
  microseconds: [/\.\d{6}Z$/, /\.\d{6}Z$/],
  "short-fraction": [/:\d\d\.\dZ$/, /:\d\d\.\d\dZ$/],
  "whole-seconds": [/:\d\dZ$/, /:\d\d\+00:00$/],
  "epoch-ms": [/^\d{13}$/, /^\d{13}$/],
  "epoch-ms-start": [/^\d{13}$/, /\.\d{3}Z$/],
  "epoch-ms-end": [/\.\d{3}Z$/, /^\d{13}$/],
};

test("a run stays within its budget", () => {
  expect(plans.length).toBeLessThanOrEqual(requestBudget);
});

test("everything but one HEAD and one POST is GET", () => {
  const methods = plans.map(({ plan }) => plan.method).filter((method) => method !== undefined);
  expect(methods.sort()).toEqual(["HEAD", "POST"]);
});

test.each(dateFormNames)("the form %s writes the same instant, for either bound", (form) => {
  for (const [side, { write, unit }] of dateForms[form].entries()) {
    const instant = Math.floor(Date.UTC(2026, 1, 28, 23, 59, 59, 987) / unit) * unit;
    const text = write(instant);
    expect(text).toMatch(formPatterns[form][side] ?? "");
    expect(text.includes("T") ? Date.parse(text) : Number(text)).toBe(instant);
  }
});

const windows = windowPlan.flatMap((row) => {
  const found = plans.find(({ id, kind }) => id === row.id && kind === row.endpoint);
  return found === undefined ? [] : [{ row, plan: found.plan, asked: found.asked }];
});

test("no planned window is inverted or empty, however close together the events are", () => {
  for (const offset of [0, 1, 5, 90, 101, 999]) {
    const times = [window.start + 60_000 + offset];
    for (const events of [times, [...times, ...times.map((ms) => ms + 1)]]) {
      const close = resultOf({ json: eventsAt(...events) });
      for (const { kind, probe } of plans.filter(({ id }) => id.startsWith("window-"))) {
        const planned = probe.plan(fakeContext({ ascending: close }, { kind, window }));
        if ("notExercised" in planned) continue;
        const { start = -Infinity, end = Infinity } = planned.asked;
        expect(start, `${probe.id} at ${offset}`).toBeLessThan(end);
      }
    }
  }
});

test("each planned request is sent to its endpoint alone, in the form, order, sequence and encoding planned", () => {
  expect(windows).toHaveLength(windowPlan.length);
  expect(plans.filter(({ id }) => id.startsWith("window-"))).toHaveLength(windowPlan.length);
  for (const { row, plan } of windows) {
    const [lower, upper] = formPatterns[row.form];
    if (row.start !== "none") expect(parameterOf(plan, "start")).toMatch(lower);
    if (row.end !== "none") expect(parameterOf(plan, "end")).toMatch(upper);
    expect(parameterOf(plan, "sort") ?? "none").toBe(row.order);
    const names = row.sequence.split("-").filter((name) => parameterOf(plan, name) !== undefined);
    expect(plan.query.map(([name]) => name)).toEqual(names);
    expect(plan.encoding ?? "escaped").toBe(row.encoding);
  }
});

test("every bound is at an event, or right after one", () => {
  for (const { row, asked } of windows) {
    for (const [name, side] of [
      ["start", 0],
      ["end", 1],
    ] as const) {
      const edge = row[name];
      const { unit } = dateForms[row.form][side];
      const fits = (time: number) => {
        const instant = asked[name] ?? Number.NaN;
        if (edge === "after") return instant > time && instant - unit <= time;
        return instant >= time && instant - unit < time;
      };
      if (edge !== "none") expect(times.some(fits)).toBe(true);
    }
    expect(asked.start ?? -Infinity).toBeLessThan(asked.end ?? Infinity);
  }
});

test("every check of planned requests has a request on each endpoint", () => {
  const planned = new Set<string>(windowPlan.map(({ id }) => id));
  const ofWindows = checks.filter(
    ({ needs, anyOf }) => anyOf && needs[0] === "ascending" && needs[1] && planned.has(needs[1]),
  );
  expect(ofWindows.length).toBeGreaterThan(10);
  for (const { id, needs } of ofWindows) {
    for (const kind of kinds) {
      const own = windowPlan.filter((row) => row.endpoint === kind && needs.includes(row.id));
      expect(own, `${id} on ${kind}`).not.toEqual([]);
    }
  }
});

test("a server that ignores an impossible date shows data, and one that rolls it over shows none", () => {
  const { plan: start } = plans.find(({ id }) => id === "start-impossible") ?? {};
  const { plan: end } = plans.find(({ id }) => id === "end-impossible") ?? {};
  expect(start && parameterOf(start, "start")).toBe("2027-02-30T00:00:00Z");
  expect(end && parameterOf(end, "end")).toBe("2025-02-30T00:00:00Z");
});

test("the first request is the reference, and the last request before the bad keys repeats it", () => {
  const own = plans.filter(({ kind, probe }) => kind === "executions" && !probe.last);
  expect(own.slice(-2).map(({ id }) => id)).toEqual(["client", "repeated"]);
  const [first, repeated] = [own[0]?.plan, own.at(-1)?.plan];
  expect(repeated?.query).toEqual(first?.query);
  expect(repeated?.keyName).toBe(keyHeader);
});
