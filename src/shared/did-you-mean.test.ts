import { expect, test } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

const names = [
  "apiKey",
  "baseUrl",
  "fetch",
  "retry",
  "timeout",
  "maxRequestsPerSecond",
  "onRetry",
  "constructor",
];

test.each([
  ["timeuot", "timeout"],
  ["timeoutMs", "timeout"],
  ["retries", "retry"],
  ["onretry", "onRetry"],
  ["key", "apiKey"],
  ["url", "baseUrl"],
  ["APIKEY", "apiKey"],
])("%s was meant to be %s", (written, name) => {
  expect(didYouMean(written, names)).toBe(` Did you mean \`${name}\`?`);
});

test.each(["proxy", "x", "", "🎈"])("no name is suggested for %j", (written) => {
  expect(didYouMean(written, names)).toBe("");
});
