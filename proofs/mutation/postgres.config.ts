import { defineConfig, type ViteUserConfig } from "vitest/config";

// The tests that stop their server, and so start one of their own, come last: most changes are noticed before.
const tests = { testTimeout: 10_000, isolate: false };
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          ...tests,
          name: "store",
          include: ["src/sync/postgres/{write-changes,postgres-*}.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...tests,
          name: "database",
          include: ["src/sync/postgres/database.test.ts"],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
export default config;
