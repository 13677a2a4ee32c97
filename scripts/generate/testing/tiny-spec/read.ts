import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { JsonObject } from "../../../../src/shared/json.ts";

/** The folder of the tiny spec, to be copied by a test that changes it. */
export const tinyRoot: string = fileURLToPath(new URL(".", import.meta.url));

/** The tiny spec as a document; it is one file, so that it needs no bundling. */
export function readTinyDocument(): JsonObject {
  return parse(readFileSync(new URL("spec/openapi.yaml", import.meta.url), "utf8"));
}
