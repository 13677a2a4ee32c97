import { expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { describeCondition } from "./describe-condition.ts";

test.each<[Condition, string]>([
  [{}, ""],
  [{ position: "every-2" }, "only on every 2nd request"],
  [{ position: "every-3" }, "only on every 3rd request"],
  [{ position: "every-12" }, "only on every 12th request"],
  [{ position: "later", method: "HEAD" }, "only from some request of the run on and with HEAD"],
])("%j in words", (condition, words) => {
  expect(describeCondition(condition)).toBe(words);
});
