import { expect, test } from "vitest";
import { checks, probes } from "../checks/index.ts";
import { contractNode } from "../engine/contract.ts";
import { openQuestions } from "./questions.ts";

test("questions are numbered from 1 without a gap, because documents cite the numbers", () => {
  expect(openQuestions.map(({ number }) => number)).toEqual(openQuestions.map((_, i) => i + 1));
});

test("each question names probes, checks and statements that exist", () => {
  const observed: readonly string[] = probes.map(({ id }) => id);
  const known = checks.map(({ id }) => id);
  for (const question of openQuestions) {
    expect(question.probes.filter((id) => !observed.includes(id))).toEqual([]);
    expect(question.checks.filter((id) => !known.includes(id))).toEqual([]);
    expect(question.pointers.filter((pointer) => contractNode(pointer) === undefined)).toEqual([]);
    for (const list of [question.probes, question.checks, question.pointers])
      expect(list.length).toBeGreaterThan(0);
  }
});
