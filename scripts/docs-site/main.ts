import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../../src/shared/file-target.ts";
import { runCommand } from "../command-line.ts";
import { buildSite } from "./site.ts";

const help = `Usage: npm run docs [-- --out DIR]

Builds the docs site from the guides and generated/openapi.json: the guides, the reference of the API with the level of
evidence of each statement, and a search. It needs neither a network nor a server: open index.html.

  --out DIR   folder to write to (default docs/site, which git ignores)
  --help      show this

Exit code: 0 done, 2 wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: { out: { type: "string", default: "docs/site" } },
  failureCode: 2,
  async run({ out }) {
    const source = fileURLToPath(new URL("../../generated/openapi.json", import.meta.url));
    const files = buildSite(JSON.parse(await readFile(source, "utf8")));
    for (const [name, content] of files) {
      const file = join(out, name);
      await makeFolder(dirname(file));
      await writeFile(file, content);
    }
    console.log(`Wrote ${files.size} files. Open ${join(out, "index.html")}.`);
  },
});
