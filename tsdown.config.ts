import { defineConfig, type UserConfig } from "tsdown";

/** The entries of the package with types, by the names that package.json exports them under. */
export const entries: Readonly<Record<string, string>> = {
  index: "src/index.ts",
  "json-array": "src/json-array/index.ts",
  validate: "src/validate/index.ts",
  sandbox: "src/sandbox/index.ts",
  conformance: "contract-tests/conformance.ts",
  follow: "src/follow/index.ts",
  sync: "src/sync/index.ts",
};

/** Packages that are copied into the command line; their licences are in THIRD-PARTY-LICENSES. */
export const bundled: readonly string[] = [
  "commander",
  "csv-stringify",
  "prom-client",
  // What prom-client needs.
  "@opentelemetry/api",
  "bintrees",
  "tdigest",
];

const shared: UserConfig = {
  entry: { ...entries },
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

// Two builds, since in one the declarations would name the maps of the code.
const config: UserConfig[] = defineConfig([
  {
    ...shared,
    name: "code",
    // What `./follow` is for browsers and workers; its types are the same.
    entry: { ...entries, "follow-without-files": "src/follow/without-files.ts" },
    sourcemap: true,
    dts: false,
  },
  // Their maps hold no source: what they name is in `files` of package.json, so that an editor can go to it.
  {
    ...shared,
    name: "declarations",
    sourcemap: true,
    dts: { emitDtsOnly: true, sourcemap: true },
    // Else the import of a type of Node would leave `import "node:http"`, which needs the types of Node.
    treeshake: { moduleSideEffects: false },
  },
  {
    ...shared,
    name: "command line",
    entry: { "np6-events": "src/cli/np6-events.ts" },
    outDir: "dist/cli",
    // commander is CommonJS and requires Node's built-ins.
    platform: "node",
    fixedExtension: false,
    inlineOnly: bundled.map((name) => new RegExp(`^${name}(?:/|$)`)),
    dts: false,
  },
]);
export default config;
