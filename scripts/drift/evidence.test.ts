import { expect, test } from "vitest";
import { fingerprint, fingerprintsOf, isExpected, readEvidence } from "./evidence.ts";

test.each([
  ["documented", "reference", true],
  ["documented", "good-to-know", false],
  ["sampled", "reference", false],
  ["observed", "reference", false],
  ["assumed", "reference", false],
])("a statement that is %s by %s must be in the vendor's document: %s", (level, source, expected) => {
  expect(isExpected(readEvidence({ "x-evidence": { level, source } }, "#"))).toBe(expected);
});

test("a statement without evidence need not be in the vendor's document", () => {
  expect(isExpected(readEvidence({}, "#"))).toBe(false);
});

test("a fingerprint is that of the contract for the sentence as the vendor has it", () => {
  expect(fingerprint("Uuid of the event")).toBe("6eff9b01075e9003");
});

test.each([
  "uuid of the EVENT.",
  "<p>Uuid of<br/>the&nbsp;event</p>",
  "Uuid\n  of the **event**",
  "\uFF35uid of the event",
  "U&#117;id of the &#x65;vent",
])("%j has the same words", (text) => {
  expect(fingerprint(text)).toBe(fingerprint("Uuid of the event"));
});

test("less than differs from less than or equal, and a comparison sign is not a tag", () => {
  expect(fingerprint("timestamp less than the value")).not.toBe(
    fingerprint("timestamp less than or equal to the value"),
  );
  expect(fingerprint("1 < 2 and 3 > 2")).toBe(fingerprint("12 and 32"));
});

test("sentences that are split over title and description are found as one", () => {
  expect(fingerprintsOf(["Uuid", "of the event"])).toContain("6eff9b01075e9003");
});
