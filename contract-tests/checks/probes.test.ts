import { expect, test } from "vitest";
import type { EventKind } from "../../generated/contract.js";
import { eventKinds as kinds } from "../../src/shared/event-kinds.ts";
import { keyHeader } from "../../src/shared/testing/event-request.ts";
import type { RequestPlan } from "../engine/exchange.ts";
import { isSentTo, type Probe } from "../engine/probe.ts";
import { requestBudget } from "../engine/request-budget.ts";
import { eventsAt, fakeContext, resultOf, settings } from "../testing/fake-context.ts";
import { dateFormNames, dateForms } from "./date-forms.ts";
import { exampleProbes } from "./examples.ts";
import { probes } from "./index.ts";
import { oneBoundIds } from "./probe-ids.ts";

const window = { start: Date.UTC(2026, 0, 28), end: Date.UTC(2026, 1, 4) };
const times = Array.from({ length: 30 }, (_, i) => window.start + 20_000_000 * i + 123);
const ascending = resultOf({ json: eventsAt(...times) });

/** The requests of a run against a server with events. */
const plans: readonly {
  readonly kind: EventKind;
  readonly id: string;
  readonly probe: Probe;
  readonly plan: RequestPlan;
}[] = kinds.flatMap((kind) =>
  probes.flatMap((probe) => {
    if (!isSentTo(probe, kind, settings)) return [];
    const plan = probe.plan(fakeContext({ ascending }, { kind, window }));
    return "notExercised" in plan || exampleProbes.includes(probe)
      ? []
      : [{ kind, probe, id: probe.id, plan: plan.request }];
  }),
);

const parameterOf = (plan: RequestPlan, name: string) => plan.query.find(([key]) => key === name)?.[1];

const formPatterns = {
  utc: /\.\d{3}Z$/,
  offset: /[+-]\d\d:\d\d$/,
  microseconds: /\.\d{6}Z$/,
  "epoch-ms": /^\d{13}$/,
} as const;

test("a run stays within its budget", () => {
  expect(plans.length).toBeLessThanOrEqual(requestBudget);
});

test("everything but one HEAD and one POST is GET", () => {
  const methods = plans.map(({ plan }) => plan.method).filter((method) => method !== undefined);
  expect(methods.sort()).toEqual(["HEAD", "POST"]);
});

test.each(dateFormNames)("the form %s writes the same instant, for either bound", (form) => {
  const instant = Date.UTC(2026, 1, 28, 23, 59, 59, 7);
  for (const write of dateForms[form]) {
    const text = write(instant);
    expect(text).toMatch(formPatterns[form]);
    expect(form === "epoch-ms" ? Number(text) : Date.parse(text)).toBe(instant);
  }
});

test("an offset is written east and west, and never the same for both bounds", () => {
  for (const id of ["window-at-offset", "window-after-offset"]) {
    const { plan } = plans.find((row) => row.id === id) ?? {};
    const zones = ["start", "end"].map((name) => plan && parameterOf(plan, name)?.slice(-6));
    expect(new Set(zones)).toEqual(new Set(["-03:30", "+05:45"]));
  }
});

test.each(["start", "end"])("a run asks with %s alone in every form and every order", (bound) => {
  const alone = plans.filter(({ id }) => oneBoundIds.some((known) => known === id) && id.startsWith(bound));
  expect(alone).toHaveLength(2 * kinds.length);
  for (const pattern of Object.values(formPatterns)) {
    expect(alone.filter(({ plan }) => pattern.test(parameterOf(plan, bound) ?? ""))).not.toEqual([]);
  }
  for (const order of ["asc", "desc", undefined]) {
    expect(alone.filter(({ plan }) => parameterOf(plan, "sort") === order)).not.toEqual([]);
  }
});

test("windows with both bounds are asked for in every order, at an event and after it", () => {
  for (const when of ["at", "after"]) {
    const orders = plans
      .filter(({ id }) => id.startsWith(`window-${when}-`))
      .map(({ plan }) => parameterOf(plan, "sort"));
    expect(new Set(orders)).toEqual(new Set(["asc", "desc", undefined]));
  }
});

test("impossible dates lie where a server that ignores them has data to show, and one that rolls them over has none", () => {
  const { plan: start } = plans.find(({ id }) => id === "start-impossible") ?? {};
  const { plan: end } = plans.find(({ id }) => id === "end-impossible") ?? {};
  expect(start && parameterOf(start, "start")).toBe("2027-02-30T00:00:00Z");
  expect(end && parameterOf(end, "end")).toBe("2025-02-30T00:00:00Z");
});

test("the first request is the one that the others are compared with, and the last one before the bad keys repeats it", () => {
  const own = plans.filter(({ kind, probe }) => kind === "executions" && !probe.last);
  expect(own.slice(-2).map(({ id }) => id)).toEqual(["client", "repeated"]);
  const [first, repeated] = [own[0]?.plan, own.at(-1)?.plan];
  expect(repeated?.query).toEqual(first?.query);
  expect(repeated?.keyName).toBe(keyHeader);
});
