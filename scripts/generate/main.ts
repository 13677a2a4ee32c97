import { fileURLToPath } from "node:url";
import { openQuestions } from "../../contract-tests/open-questions/questions.ts";
import { runCommand } from "../command-line.ts";
import { bundleSpec } from "./bundle.ts";
import { generate } from "./generate.ts";

const help = `Usage: npm run generate [-- --check | --lint]

Writes generated/ from spec/: the bundled document, the types, the validators, the contract as data, the events and the evidence ledger.

  --check   write nothing; fail when a file of generated/ is not what spec/ gives (npm run generate:check)
  --lint    write nothing; only check spec/ against the rules, as npm run lint does
  --help    show this

Exit code: 0 done or up to date, 1 the spec is broken or generated/ is stale, 2 wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: { check: { type: "boolean", default: false }, lint: { type: "boolean", default: false } },
  async run({ check, lint }) {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    // The linter alone would tell of a reference that leads nowhere at each example; the bundle says so once.
    const document = bundleSpec(root);
    if (!lint) return await generate({ root, document, questions: openQuestions, check });
    await document;
    return 0;
  },
});
