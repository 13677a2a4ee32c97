import { defineConfig, type ViteUserConfig } from "vitest/config";

/** The tests of the code that is mutated, and no others: each mutant is met by all that reach it. */
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 60_000,
    include: ["src/{json-array,transport}/*.test.ts", "src/hostile-answers.test.ts"],
  },
});
export default config;
