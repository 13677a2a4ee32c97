import { defineConfig, type ViteUserConfig } from "vitest/config";

// As in `npm test`: the tests undo what they change of the process.
const tests = { testTimeout: 10_000, isolate: false };

// In this order, because most changes are noticed by the tests of one file, and need no whole sync. Without the test of the
// guide, which Stryker does not copy.
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          ...tests,
          name: "parts",
          include: ["src/sync/*.test.ts"],
          exclude: ["src/sync/sync-events*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...tests,
          name: "whole",
          include: ["src/sync/sync-events*.test.ts", "src/sync/sqlite/{open-file,sqlite-store}.test.ts"],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
export default config;
