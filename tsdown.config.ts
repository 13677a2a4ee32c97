import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  entry: {
    index: "src/index.ts",
    "json-array": "src/json-array/index.ts",
    validate: "src/validate/index.ts",
    sandbox: "src/sandbox/index.ts",
    conformance: "contract-tests/engine/index.ts",
    follow: "src/follow/index.ts",
  },
  format: "esm",
  // The package runs in Node, Bun, Deno and browsers. Only some entries use Node's built-ins, which stay imports.
  platform: "neutral",
  target: "es2022",
  external: [/^node:/],
  // openapi-fetch, the only dependency, stays an import. Any other package would be copied into the entries that use it,
  // so each is to be named here first: a wrong import in the client is an error, not 500 kB.
  inlineOnly: [],
  failOnWarn: true,
};

// Two builds, since in one the declarations would name source maps that are not there.
const config: UserConfig[] = defineConfig([
  { ...shared, name: "code", sourcemap: true, dts: false },
  { ...shared, name: "declarations", dts: { emitDtsOnly: true } },
  {
    ...shared,
    name: "command line",
    entry: { "np6-events": "src/cli/np6-events.ts" },
    // commander is CommonJS and requires Node's built-ins.
    platform: "node",
    fixedExtension: false,
    inlineOnly: ["commander", /^csv-stringify/],
    sourcemap: true,
    dts: false,
  },
]);
export default config;
