import { defineConfig, type ViteUserConfig } from "vitest/config";

// The tests of connections stop their server, so they start one of their own beside the one that all changes share.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 10_000, isolate: false, include: ["src/sync/postgres/*.test.ts"] },
});
export default config;
