import { expect, test } from "vitest";
import { fixturesOf } from "./drivers.ts";
import { fuzzTargets } from "./targets/index.ts";

const inputs = fuzzTargets.flatMap((target) =>
  [...target.seeds.map((seed) => Buffer.from(seed)), ...fixturesOf(target.name)].map(
    (input, index) => [target.name, index, target, input] as const,
  ),
);

test.each(inputs)("%s holds for input %i", async (_name, _index, target, input) => {
  await expect(Promise.resolve(target.check(input))).resolves.toBeUndefined();
});
