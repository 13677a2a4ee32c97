import { defineConfig, type ViteUserConfig } from "vitest/config";

// In this order, which begins with 1, for 0 comes last where there is one worker: most changes are noticed by the tests
// of one judgment, and need no recorded server.
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "judgments",
          include: ["contract-tests/checks/*.test.ts"],
          // They are pure: none needs a process of its own.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "recorded",
          include: ["proofs/mutation/judges/*.recorded-test.ts"],
          testTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
export default config;
