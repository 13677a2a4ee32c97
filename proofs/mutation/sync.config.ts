import { defineConfig, type ViteUserConfig } from "vitest/config";

// Without the tests that start a Postgres: each change would start it anew.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 10_000, include: ["src/sync/*.test.ts", "src/sync/sqlite/*.test.ts"] },
});
export default config;
