import { fileURLToPath } from "node:url";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { runCommand } from "../command-line.ts";
import { generate } from "./generate.ts";

const help = `Usage: npm run generate [-- --check]

Writes generated/ from spec/: the bundled document, the types, the validators, the contract as data, the events and the evidence ledger.

  --check   write nothing; fail when a file of generated/ is not what spec/ gives (npm run generate:check)
  --help    show this

Exit code: 0 done or up to date, 1 the spec is broken or generated/ is stale, 2 wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: { check: { type: "boolean", default: false } },
  run({ check }) {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    return generate({ root, questions: openQuestions, check });
  },
});
