import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../../src/shared/file-target.ts";
import { runCommand } from "../command-line.ts";
import { referencePage } from "./reference-page.ts";

const help = `Usage: npm run docs [-- --out DIR]

Makes the reference of the API from generated/openapi.json: one page, index.html, that needs neither network nor server. The
level of evidence of each statement is a badge.

  --out DIR   where it goes (default docs/site, which git ignores)
  --help      show this

Exit code: 0 done, 2 wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: { out: { type: "string", default: "docs/site" } },
  failureCode: 2,
  async run({ out }) {
    const source = fileURLToPath(new URL("../../generated/openapi.json", import.meta.url));
    const page = referencePage(JSON.parse(await readFile(source, "utf8")));
    await makeFolder(out);
    const file = join(out, "index.html");
    await writeFile(file, page);
    console.log(`wrote ${file} (${Math.round(Buffer.byteLength(page) / 1000)} kB)`);
  },
});
