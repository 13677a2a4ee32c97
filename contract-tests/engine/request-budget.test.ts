import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { settings } from "../testing/fake-context.ts";
import type { Probe } from "./probe.ts";
import { checkBudget, countRequests, requestBudget } from "./request-budget.ts";
import { runCatalogue } from "./run-catalogue.ts";

const probe = (id: string, changes: Partial<Probe> = {}): Probe => ({
  id,
  plan: () => ({ request: { query: [] }, asked: {} }),
  ...changes,
});
const forty = Array.from({ length: 40 }, (_, i) => probe(`probe-${i}`));
const [first, second] = eventKinds;
if (first === undefined || second === undefined)
  throw new Error("The contract has fewer than two endpoints.");
const more = probe("more", { kinds: [second] });
const optIn = probe("opt-in", { kinds: [first], optIn: true });

test("every request counts for the endpoint that it calls, and an opt-in probe only where it is allowed", () => {
  const counts = [...countRequests([...forty, more, optIn], settings)];
  expect(counts).toEqual(eventKinds.map((kind) => [kind, kind === first || kind === second ? 41 : 40]));
  expect(countRequests([optIn], { probes: false }).get(first)).toBe(0);
});

test("a plan within the budget is sent, and a larger one is not", () => {
  expect(requestBudget).toBe(40 * eventKinds.length);
  expect(() => checkBudget(forty, settings)).not.toThrow();
  expect(() => checkBudget([...forty, more], settings)).toThrow(
    `The suite plans ${requestBudget + 1} requests (40 to ${first}, 41 to ${second}, `,
  );
});

test("a run against a mock requests every example of the contract", () => {
  expect(() => checkBudget([...forty, more], { ...settings, examplesOnRequest: true })).not.toThrow();
});

test("a run whose plan is too large sends nothing and judges nothing", async () => {
  const sent: string[] = [];
  const recorder = {
    requests: 0,
    stopped: undefined,
    close: () => {},
    record: (_kind: string, id: string) => {
      sent.push(id);
      return Promise.resolve("run-stopped" as const);
    },
  };
  const check = {
    id: "any",
    title: "",
    evidence: "http",
    pointer: "#",
    needs: [...forty, more].map(({ id }) => id),
    judge: () => [],
  } as const;
  const catalogue = {
    checks: [check],
    probes: [...forty, more],
    diagnose: () => [],
    answerQuestions: () => {
      throw new Error("Nothing was asked, so nothing is answered.");
    },
  };
  await expect(runCatalogue(catalogue, "live", settings, recorder)).rejects.toThrow("Nothing was sent.");
  expect(sent).toEqual([]);
});
