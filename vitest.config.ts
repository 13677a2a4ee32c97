import { defineConfig, type ViteUserConfig } from "vitest/config";

const slow = { testTimeout: 60_000, hookTimeout: 60_000 };

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
          sequence: { groupOrder: -1 },
        },
      },
      {
        test: {
          name: "unit",
          include: ["{src,spec,scripts,contract-tests,proofs}/**/*.test.ts"],
          exclude: ["**/node_modules/**", "contract-tests/contract.test.ts"],
          ...slow,
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
        },
      },
    ],
  },
});
export default config;
