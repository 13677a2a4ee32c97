import { defineConfig, type ViteUserConfig } from "vitest/config";

// Without the tests of connections, which stop their server: the one of this proof is shared by all changes.
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 10_000,
    isolate: false,
    include: ["src/sync/postgres/*.test.ts"],
    exclude: ["src/sync/postgres/database.test.ts"],
  },
});
export default config;
