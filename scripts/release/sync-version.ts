import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Writes the version of package.json into src/shared/version.ts; part of `npm run release:version`. */
const root = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const file = join(root, "src/shared/version.ts");
const text = await readFile(file, "utf8");
await writeFile(file, text.replace(/"[\d][^"]*"/, JSON.stringify(version)));
