import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { isObject } from "../../src/shared/json.ts";
import { contract, contractNode } from "../engine/contract.ts";
import { pointerOn } from "../engine/endpoint.ts";
import { checks, probes } from "./index.ts";
import { recordedIds } from "./probe-ids.ts";

const ids = checks.map(({ id }) => id);
const probeIds = probes.map(({ id }) => id);

/** Ids in every `refutedBy` of the contract. */
function refutingIds(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(refutingIds);
  if (!isObject(node)) return [];
  const own = node["refutedBy"];
  return [...(Array.isArray(own) ? own.map(String) : []), ...Object.values(node).flatMap(refutingIds)];
}

/** Ids of checks that the notes of the contract name in a sentence. */
function notedIds(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(notedIds);
  if (!isObject(node)) return [];
  const [, list = ""] = /\bchecks? ([a-z -]+) would refute/.exec(String(node["note"] ?? "")) ?? [];
  return [...list.split(" and ").filter((id) => id !== ""), ...Object.values(node).flatMap(notedIds)];
}

test("ids are in kebab-case and unique", () => {
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("probes have unique ids, and come after the probes that they depend on", () => {
  expect(probeIds.filter((id, i) => probeIds.indexOf(id) !== i)).toEqual([]);
  for (const [i, { after = [] }] of probes.entries()) {
    for (const id of after) expect(probeIds.slice(0, i)).toContain(id);
  }
});

test("every check points at a node of the contract, on each endpoint", () => {
  const astray = checks.flatMap(({ id, pointer, kinds = eventKinds }) =>
    kinds
      .map((kind) => pointerOn(pointer, kind))
      .filter((place) => contractNode(place) === undefined)
      .map((place) => [id, place]),
  );
  expect(astray).toEqual([]);
});

test("foreign data only refutes an assumption, because no document says whose events a response may hold", () => {
  const foreign = checks.filter(({ id }) => ["one-customer", "notification-id-in-detail"].includes(id));
  expect(foreign.map(({ evidence }) => evidence)).toEqual(["assumed", "assumed"]);
});

test("every check needs probes, and all of them exist", () => {
  expect(checks.filter(({ needs }) => needs.length === 0)).toEqual([]);
  const needed = checks.flatMap(({ id, needs }) => needs.map((need) => [id, need] as const));
  expect(needed.filter(([, need]) => !probeIds.includes(need))).toEqual([]);
});

test("every result is needed by a check, except those that are only recorded", () => {
  const needed = new Set([...checks.flatMap(({ needs }) => needs), ...recordedIds]);
  expect(probeIds.filter((id) => !needed.has(id))).toEqual([]);
});

test("every check that the contract names as refuting an assumption exists", () => {
  const named = [...new Set([...refutingIds(contract), ...notedIds(contract)])];
  expect(named).toEqual(expect.arrayContaining(["event-schema", "endpoint-type", "date-epoch-ms"]));
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
});
