import { expect, test } from "vitest";
import { raisableLevel } from "./evidence.ts";

test.each([
  ["an assumption is raised", { level: "assumed", source: "deduction" }, "assumed"],
  ["so is what was seen on other endpoints", { level: "observed", source: "live-audit" }, "observed"],
  ["what these endpoints showed is not raised again", { level: "observed", source: "responses-2026-11-24" }],
  ["nor is what is sampled", { level: "sampled", source: "notification-sample" }],
  ["nor is what is documented", { level: "documented", source: "reference" }],
])("%s", (_, evidence, level: string | undefined = undefined) => {
  expect(raisableLevel({ "x-evidence": evidence })).toBe(level);
});

test("a node without evidence is not a statement", () => {
  expect(raisableLevel({ $ref: "#/components/schemas/Stamp" })).toBeUndefined();
});
