import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 120_000,
    include: ["contract-tests/checks/*.test.ts", "scripts/mutation/judges/*.recorded-test.ts"],
  },
});
export default config;
