import { expect, test } from "vitest";
import { summary } from "./summary.ts";

test("the summary names what was skipped only where something was", () => {
  expect(summary({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(summary({ passed: 1, failed: 2, skipped: 3 })).toBe("1 passed, 2 failed, 3 skipped");
});
