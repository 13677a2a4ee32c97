import { expect, it } from "vitest";
import { queryParameters } from "../../generated/contract.js";
import { readable } from "./failure.ts";
import { runHere } from "./testing/run-here.ts";

const spellings: readonly (readonly [option: string, flag: string])[] = [
  ...["from", "kinds", "every", "lag", "overlap", "concurrency", "checkpoint", "once"].map(
    (name) => [name, `--${name}`] as const,
  ),
  ...Object.keys(queryParameters).map((name) => [name, `--${name}`] as const),
  ["maxEvery", "--max-every"],
  ["maxRequestsPerSecond", "--max-rps"],
  ["store", "--database"],
  ["notifications", "--notification or --notifications"],
  ["baseUrl", "NP6_BASE_URL"],
  ["allowInsecureHttp", "NP6_ALLOW_INSECURE_HTTP=1"],
  ["apiKey", "NP6_API_KEY or --api-key-file"],
];

it.each(spellings)("a message about bad input names the option %s as %s", (option, flag) => {
  expect(readable(`\`${option}\` is wrong; set \`${option}\`.`, {})).toBe(`${flag} is wrong; set ${flag}.`);
  expect(readable(`${option}: 5 is after ${option}: 4.`, {}, true)).toBe(`${flag}: 5 is after ${flag}: 4.`);
});

it("every flag that a message may name is in the help of a command", async () => {
  const help = await Promise.all(
    ["pull", "follow", "sync"].map(async (command) => (await runHere([command, "--help"], {})).stdout),
  );
  const flags = spellings.flatMap(([, flag]) => flag.match(/--[\w-]+/g) ?? []);
  expect(flags.filter((flag) => !help.some((text) => text.includes(`  ${flag} `)))).toEqual([]);
});

it("a message that is not about bad input keeps the words of the server", () => {
  const message = "The server responded 400: from: 5, sort: up.";
  expect(readable(message, {})).toBe(message);
});

it.each(["`on`", "`other`", "unrelated: 5", "published-from: 5"])("%s is not an option and stays", (text) => {
  expect(readable(text, {}, true)).toBe(text);
});
