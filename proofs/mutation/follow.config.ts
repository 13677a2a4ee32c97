import { defineConfig, type ViteUserConfig } from "vitest/config";

// A change that lets a follower wait for ever is noticed by the time limit of a test, long before Stryker gives up on it.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 10_000, include: ["src/follow/*.test.ts"] },
});
export default config;
