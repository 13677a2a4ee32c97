import { fileURLToPath } from "node:url";
import { bundleForBrowser } from "../../package/bundle.ts";
import { markdownTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const here = fileURLToPath(new URL("..", import.meta.url));

/** What imports cost, our entries first. */
const weighedEntries: Readonly<Record<string, string>> = {
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
  about: () =>
    "Bytes of an entry, bundled and minified by esbuild, and compressed: what is loaded at once, and what only when an option needs it.",
  async run() {
    const rows: string[][] = [];
    for (const [name, code] of Object.entries(weighedEntries)) {
      const { initial, later } = await bundleForBrowser(here, code);
      rows.push([name, `${initial}`, later > 0 ? `${later}` : ""]);
    }
    return markdownTable(["", "at once", "on use"], rows);
  },
};
