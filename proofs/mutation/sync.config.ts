import { defineConfig, type ViteUserConfig } from "vitest/config";

// Without the tests that start a Postgres, which each change would start anew, and that of the guide, which Stryker
// does not copy.
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 10_000,
    include: ["src/sync/*.test.ts", "src/sync/sqlite/*-store.test.ts"],
  },
});
export default config;
