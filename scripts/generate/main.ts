import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generate } from "./generate.ts";

const help = `Usage: npm run generate [-- --check]

Writes generated/ from spec/: the bundled document, the types, the validators, the kinds of events and the evidence ledger.

  --check   write nothing; fail when a file of generated/ is not what spec/ gives (npm run generate:check)
  --help    show this

Exit code: 0 done or up to date, 1 the spec is broken or generated/ is stale, 2 wrong usage.`;

function readOptions(): { check: boolean; help: boolean } | undefined {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ options: { check: flag, help: flag } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${help}`);
    return undefined;
  }
}

const options = readOptions();
if (options === undefined) {
  process.exitCode = 2;
} else if (options.help) {
  console.log(help);
} else {
  process.exitCode = await generate({ root: fileURLToPath(new URL("../..", import.meta.url)), ...options });
}
