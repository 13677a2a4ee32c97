import { expect, test } from "vitest";
import { fingerprint, fingerprintsOf } from "./evidence.ts";

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

test("less than is not less than or equal, and a comparison sign is no tag", () => {
  expect(fingerprint("timestamp less than the value")).not.toBe(
    fingerprint("timestamp less than or equal to the value"),
  );
  expect(fingerprint("1 < 2 and 3 > 2")).toBe(fingerprint("12 and 32"));
});

test("sentences that are split over title and description are found as one", () => {
  expect(fingerprintsOf(["Uuid", "of the event"])).toContain("6eff9b01075e9003");
});
