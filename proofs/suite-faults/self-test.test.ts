import { expect, test } from "vitest";
import { isWrong } from "./judge-variant.ts";
import { runSelfTest } from "./run-self-test.ts";

/** Some that are found in different ways, and conformant ones: all of them are `npm run proof self-test`. */
const sample = ["end-inclusive-on-cancellations", "client-loses-one", "limited-in-bursts"];

test("the suite fails each faulty server of the sample, and passes each conformant one", {
  timeout: 240_000,
}, async () => {
  const results = await runSelfTest(sample);
  expect(results.map(({ id }) => id)).toEqual(sample);
  expect(results.filter(isWrong)).toEqual([]);
});
