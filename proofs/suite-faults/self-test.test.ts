import { expect, test } from "vitest";
import { changedResults, readExpectedResults } from "./expected-results.ts";
import { isWrong } from "./judge-variant.ts";
import { runSelfTest } from "./run-self-test.ts";

/** One of each kind: all of them are `npm run proof self-test`. */
const sample = [
  "key-prefix",
  "id-wraps",
  "start-unreadable-ignored",
  "end-inclusive-on-cancellations",
  "start-exclusive-alone",
  "midnight-takes-the-day",
  "offset-east-ignored",
  "desc-turns-bounds",
  "one-event-twice",
  "one-hash-null",
  "body-cut-but-closed",
  "gzip-cut",
  "loses-one-every-fourth",
  "key-echoed-in-refusal",
  "client-loses-one",
  "no-events",
  "same-millisecond",
  "more-fields",
  "uuid-case-changes",
  "gzip-always",
  "limited-in-bursts",
  "ties-in-any-order",
];

test("the suite fails each faulty server of the sample, and passes each conformant one", async () => {
  const results = await runSelfTest(sample);
  expect(results.map(({ id }) => id)).toEqual(sample);
  expect(results.filter(isWrong)).toEqual([]);
  expect(changedResults(results, readExpectedResults())).toEqual([]);
});
