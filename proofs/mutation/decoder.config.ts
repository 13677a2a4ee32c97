import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 20_000,
    include: ["src/json-array/*.test.ts", "src/client/hostile-responses.test.ts"],
  },
});
export default config;
