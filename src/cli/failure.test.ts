import { expect, it } from "vitest";
import { queryParameters } from "../../generated/contract.js";
import { type FollowErrorKind, Np6FollowError } from "../follow/index.ts";
import { failureOf, readable } from "./failure.ts";
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

it("a checkpoint that no run can use exits with 2, and one that a later run may use with 1", () => {
  const io = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: {},
    signal: new AbortController().signal,
  };
  const exitCode = (kind: FollowErrorKind) => failureOf(new Np6FollowError(kind, "c"), io, String).exitCode;
  const unusable = ["locked", "other-stream", "newer-format", "damaged", "mounted"] as const;
  expect(unusable.map(exitCode)).toEqual([2, 2, 2, 2, 2]);
  expect((["conflict", "io", "not-filtered", "clock"] as const).map(exitCode)).toEqual([1, 1, 1, 1]);
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
