import { describe, expect, test } from "vitest";
import { evidenceProblems, sourceProblems } from "./evidence-record.ts";

type BadCase = readonly [what: string, record: unknown, at: readonly (string | number)[], says: string];

const sources = new Set(["page", "ours"]);
const assumed = { level: "assumed", source: "ours" };
const documented = { level: "documented", source: "page" };

describe("a record of evidence is rejected for", () => {
  test.for<BadCase>([
    ["being no object", "assumed", [], "must be an object with level and source"],
    [
      "an unknown level",
      { level: "guessed", source: "ours" },
      ["level"],
      `level is "guessed"; make it one of`,
    ],
    ["a missing level", { source: "page" }, ["level"], "level is missing"],
    [
      "a source that is not in x-sources",
      { level: "observed", source: "nowhere" },
      ["source"],
      `source is "nowhere", which x-sources does not have; add it there, or name one of page, ours.`,
    ],
    ["a missing source", { level: "observed" }, ["source"], "source is missing"],
    ["an assumption nothing refutes", assumed, ["refutedBy"], "list the ids of the conformance checks"],
    ["an empty list of checks", { ...assumed, refutedBy: [] }, ["refutedBy"], "list the ids"],
    ["a check that is no list", { ...assumed, refutedBy: "no-5xx" }, ["refutedBy"], "list the ids"],
    [
      "a check id of another case",
      { ...assumed, refutedBy: ["a", "noError"] },
      ["refutedBy", 1],
      "kebab-case",
    ],
    ["a check named twice", { ...assumed, refutedBy: ["a-b", "a-b"] }, ["refutedBy", 1], "twice; remove one"],
    [
      "a bad list of checks where none is due",
      { ...documented, refutedBy: [3] },
      ["refutedBy", 0],
      "3 is no id",
    ],
    ["an empty note", { ...documented, note: " " }, ["note"], "note must be text"],
    [
      "a short fingerprint",
      { ...documented, fingerprint: "abc" },
      ["fingerprint"],
      "16 hex digits, so quote it",
    ],
    [
      "a number as fingerprint",
      { ...documented, fingerprint: 1234567890123456 },
      ["fingerprint"],
      "quote it",
    ],
    [
      "an unknown key",
      { ...documented, refutedby: [] },
      ["refutedby"],
      `has no key "refutedby"; the keys are level,`,
    ],
  ])("%s", ([, record, at, says]) => {
    expect(evidenceProblems(record, sources)).toEqual([{ at, message: expect.stringContaining(says) }]);
  });
});

describe("a source is rejected for", () => {
  test.for<BadCase>([
    ["being no object", "Reference page", [], "must be an object with a title"],
    ["a missing title", {}, ["title"], "must have a title"],
    [
      "an address that is not public",
      { title: "Page", url: "file:///notes.md" },
      ["url"],
      "public http(s) address",
    ],
    ["a date of another form", { title: "Page", date: "31/01/2026" }, ["date"], "as YYYY-MM-DD"],
    ["a date that does not exist", { title: "Page", date: "2026-13-01" }, ["date"], "as YYYY-MM-DD"],
    [
      "an unknown key",
      { title: "Page", link: "x" },
      ["link"],
      `has no key "link"; the keys are title, url, date`,
    ],
  ])("%s", ([, entry, at, says]) => {
    expect(sourceProblems(entry)).toEqual([{ at, message: expect.stringContaining(says) }]);
  });
});

test("a valid record and a valid source with every key are accepted", () => {
  const record = {
    ...assumed,
    note: "why",
    fingerprint: "0123456789abcdef",
    refutedBy: ["no-5xx", "sorted"],
  };
  expect(evidenceProblems(record, sources)).toEqual([]);
  expect(sourceProblems({ title: "Page", url: "https://vendor.invalid/", date: "2026-01-31" })).toEqual([]);
});

test("without x-sources no source can be unknown: the missing map is reported once, elsewhere", () => {
  expect(evidenceProblems(documented, undefined)).toEqual([]);
});
