import { defineConfig, type ViteUserConfig } from "vitest/config";

const slow = { testTimeout: 60_000, hookTimeout: 60_000 };
/** Vitest passes over a group below 0, so the steps have 0 and what follows them 1. */
const afterSteps = { sequence: { groupOrder: 1 } };

const config: ViteUserConfig = defineConfig({
  test: {
    // By default a processor is left idle, which is half of two; and most tests wait for servers and programs.
    maxWorkers: "100%",
    projects: [
      {
        // What `npm test` runs beside the tests, and before them: `npx vitest --project unit` does without.
        test: {
          name: "steps",
          include: ["scripts/test/steps.ts"],
          maxConcurrency: 2,
        },
      },
      {
        test: {
          name: "unit",
          include: ["{src,spec,scripts,contract-tests,proofs}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "contract-tests/contract.test.ts"],
          ...slow,
          ...afterSteps,
        },
      },
      {
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ["src/**/*.test-d.ts"],
            tsconfig: "tsconfig.json",
          },
        },
      },
      {
        test: {
          name: "contract",
          include: ["contract-tests/contract.test.ts"],
          ...slow,
          ...afterSteps,
        },
      },
    ],
  },
});
export default config;
