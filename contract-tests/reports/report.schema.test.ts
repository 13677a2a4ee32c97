import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { default as addFormats } from "ajv-formats";
import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { isObject } from "../../src/shared/json.ts";
import { applyBaseline } from "../baseline.ts";
import { endIncluded, hostile } from "./testing/faults.ts";
import { judgeSandbox, sharedReport } from "./testing/judge-sandbox.ts";

const schema: unknown = JSON.parse(readFileSync(new URL("report.schema.json", import.meta.url), "utf8"));
// A reader must accept what a later version adds; our own report must hold nothing that the schema does not describe.
const ajv = addFormats.default(new Ajv2020({ allErrors: true, strictRequired: false }));
const validate = ajv.compile(closed(schema) as object);
const asJson = (report: unknown): unknown => JSON.parse(JSON.stringify(report));
const faulty = await sharedReport(endIncluded);

function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (!isObject(node)) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  return node["type"] === "object" ? { additionalProperties: false, ...inner } : inner;
}

test.for([
  ["a server that keeps the contract", () => sharedReport()],
  ["a server that breaks it", () => faulty],
  ["a hostile server", () => sharedReport(hostile)],
  ["a run of one check", () => judgeSandbox({}, { checks: new Set(["sort-asc"]) })],
  ["a run with a baseline", () => applyBaseline(faulty, baselineOf(faulty))],
] as const)("the report of %s matches the schema", async ([, make]) => {
  validate(asJson(await make()));
  expect(validate.errors).toBeNull();
});

test.for([
  ["an unknown outcome", { results: [{ ...faulty.results[0], outcome: "skipped" }] }],
  ["a check not exercised for no reason", { results: [{ ...faulty.results[0], outcome: "not-exercised" }] }],
  ["another version", { schemaVersion: 1 }],
  ["an endpoint that is no segment of a path", { results: [{ ...faulty.results[0], endpoint: "a/b" }] }],
  ["no endpoint at all", { events: {} }],
  ["events that are not counted", { events: { ...faulty.events, more: "some" } }],
  ["a window that is no pair of dates", { window: { start: "yesterday", end: "today" } }],
] as const)("%s does not match the schema", ([, change]) => {
  expect(validate(asJson({ ...faulty, ...change }))).toBe(false);
});

test("a report counts the events of every endpoint, and its results name no other", () => {
  expect(Object.keys(faulty.events)).toEqual(eventKinds);
  const endpoints = new Set(faulty.results.map(({ endpoint }) => endpoint));
  expect([...endpoints].toSorted()).toEqual([...eventKinds, "all"].toSorted());
});

test("the report of a contract with another endpoint matches the schema", () => {
  const result = { ...faulty.results[0], endpoint: "in-app-impressions" };
  const events = { ...faulty.events, "in-app-impressions": 3 };
  validate(asJson({ ...faulty, events, results: [...faulty.results, result] }));
  expect(validate.errors).toBeNull();
});

function baselineOf({
  results,
}: typeof faulty): { fingerprint: string; check: string; endpoint: string; note: string }[] {
  const known = results
    .filter(({ endpoint }) => endpoint === "activations")
    .flatMap(({ check, endpoint, violations }) =>
      violations.map(({ fingerprint }) => ({ fingerprint, check, endpoint, note: "seen" })),
    );
  return [...known, { fingerprint: "000000000000", check: "sort-asc", endpoint: "executions", note: "" }];
}
