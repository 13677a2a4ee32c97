import { expect, test } from "vitest";
import { security } from "../../generated/contract.js";
import { eventsPath } from "../../src/shared/testing/event-request.ts";
import { exchangeOf, resultOf, settings } from "../testing/fake-context.ts";
import type { Check, Finding } from "./check.ts";
import { keyHeaderValue } from "./endpoint.ts";
import type { RequestPlan } from "./exchange.ts";
import { toViolation } from "./violation.ts";

const check: Check = {
  id: "window-end",
  title: "",
  evidence: "documented",
  pointer: "#/components/parameters/end",
  needs: [],
  judge: () => [],
};

const { header, prefix } = security;

const target = `${eventsPath("activations")}?end=2026-02-01T00%3A00%3A00.000Z`;

const found = { code: "at-or-after-end", expected: "every timestamp < end", actual: "" } as const;

function violationOf(plan: Partial<RequestPlan>) {
  const result = resultOf({ ...exchangeOf(), plan: { query: [], ...plan }, target });
  return toViolation(check, "activations", { ...found, result }, settings);
}

test("a violation masks texts of the server, and its request id too", () => {
  const headers = [["x-request-id", `r-${settings.apiKey}`]] as const;
  const result = resultOf({ headers });
  const finding = { ...found, actual: `it says ${settings.apiKey}`, result };
  const violation = toViolation(check, "activations", finding, settings);
  expect(violation).toMatchObject({ actual: "it says [key]", requestId: "r-[key]" });
  expect(JSON.stringify(violation)).not.toContain(settings.apiKey);
});

test.each([
  ["the real key", {}, `-H "${header}: ${prefix}$NP6_API_KEY"`],
  ["the header in lower case", { keyName: "x-key" }, `-H "x-key: ${prefix}$NP6_API_KEY"`],
  [
    "an empty key",
    { key: "empty" },
    `-H "${header}${keyHeaderValue("") === "" ? ";" : `: ${keyHeaderValue("")}`}"`,
  ],
  ["a wrong key", { key: "wrong" }, `-H "${header}: ${prefix}wrong-key"`],
  ["a longer key", { key: "extended" }, `-H "${header}: ${prefix}$NP6_API_KEY""0"`],
] as const)("the shell line repeats a request with %s", (_title, plan, header) => {
  expect(violationOf(plan).curl).toBe(`curl -i "${settings.baseUrl}${target}" ${header}`);
});

test("the shell line repeats a request without a key, another method and more headers", () => {
  expect(violationOf({ key: "none" }).curl).toBe(`curl -i "${settings.baseUrl}${target}"`);
  expect(violationOf({ method: "POST" }).curl).toContain("-X POST");
  expect(violationOf({ method: "HEAD" }).curl).toContain("--head");
  expect(violationOf({ headers: [["accept-encoding", "gzip"]] }).curl).toContain(
    '-H "accept-encoding: gzip"',
  );
});

test("a key in the query is left to the environment", () => {
  const shown = `${eventsPath("activations")}?X-Key=[key]&api_key=[key]`;
  const result = resultOf({ plan: { query: [], key: "in-query" }, target: shown });
  const { curl } = toViolation(check, "activations", { ...found, result }, settings);
  expect(curl).toContain("?X-Key=$NP6_API_KEY&api_key=$NP6_API_KEY");
});

test("the fingerprint consists of check, endpoint, pointer and code, and no words", () => {
  const result = resultOf();
  const fingerprintOf = (changes: Partial<Finding>, endpoint: "activations" | "executions" = "activations") =>
    toViolation(check, endpoint, { ...found, result, ...changes }, settings).fingerprint;
  const first = fingerprintOf({});
  // Written down: users' baselines hold it.
  expect(first).toBe("6a9cacebd0de");
  expect(fingerprintOf({ expected: "other words", actual: "77 events", eventIndex: 3 })).toBe(first);
  const others = [
    fingerprintOf({}, "executions"),
    fingerprintOf({ pointer: "/timestamp" }),
    fingerprintOf({ code: "before-start" }),
  ];
  expect(new Set([first, ...others]).size).toBe(4);
});

test("the level of a finding overrides that of the check", () => {
  const finding = { ...found, result: resultOf(), evidence: "assumed" } as const;
  expect(toViolation(check, "activations", finding, settings).evidence).toBe("assumed");
});
