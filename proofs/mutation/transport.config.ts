import { defineConfig, type ViteUserConfig } from "vitest/config";

// A change that lets a call wait for ever is noticed by the time limit of a test, long before Stryker gives up on it.
const config: ViteUserConfig = defineConfig({
  test: { testTimeout: 5_000, include: ["src/transport/*.test.ts"] },
});
export default config;
