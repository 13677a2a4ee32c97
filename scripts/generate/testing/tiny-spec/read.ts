import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { JsonObject } from "../../../../src/shared/json.ts";

/** The folder of the tiny spec, to be copied by a test that changes it. */
export const tinyRoot: string = fileURLToPath(new URL(".", import.meta.url));

/**
 * The tiny spec as a document; it is one file, so that it needs no bundling.
 *
 * @param root Folder of a copy of it. Default: its own.
 */
export function readTinyDocument(root: string = tinyRoot): JsonObject {
  return parse(readFileSync(join(root, "spec/openapi.yaml"), "utf8"));
}
