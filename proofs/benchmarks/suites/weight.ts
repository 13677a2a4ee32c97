import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { markdownTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const here = fileURLToPath(new URL("..", import.meta.url));

/** Bytes of what a bundler makes of some code, minified, and the same compressed. */
export async function weigh(code: string): Promise<{ readonly minified: number; readonly gzip: number }> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: here, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    // As a bundler for browsers takes packages; Node's built-ins stay out.
    platform: "browser",
    external: ["node:*"],
  });
  const [file] = outputFiles;
  if (!file) throw new Error("Nothing was bundled.");
  return { minified: file.contents.length, gzip: gzipSync(file.contents, { level: 9 }).length };
}

/** What imports cost, our entries first. */
export const weighedEntries: Readonly<Record<string, string>> = {
  "ours, with openapi-fetch": 'export * from "../../src/index.ts"',
  "ours, /json-array": 'export * from "../../src/json-array/index.ts"',
  "ours, /follow": 'export * from "../../src/follow/index.ts"',
  "ours, /validate": 'export * from "../../src/validate/index.ts"',
  "openapi-fetch": 'export { default } from "openapi-fetch"',
  ky: 'export { default } from "ky"',
  ofetch: 'export * from "ofetch"',
  axios: 'export { default } from "axios"',
  "hey-api": 'export * from "@hey-api/client-fetch"',
  "@streamparser/json": 'export * from "@streamparser/json"',
  "json-ext": 'export * from "@discoveryjs/json-ext"',
};

export const weight: Suite = {
  name: "weight",
  about: () => "Bytes of an entry with all it imports, bundled and minified by esbuild, and then compressed.",
  async run() {
    const rows: string[][] = [];
    for (const [name, code] of Object.entries(weighedEntries)) {
      const { minified, gzip } = await weigh(code);
      rows.push([name, `${minified}`, `${gzip}`]);
    }
    return markdownTable(["", "minified", "gzip"], rows);
  },
};
