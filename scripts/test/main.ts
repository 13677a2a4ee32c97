import { fileURLToPath } from "node:url";
import { runSteps, type Step } from "./steps.ts";
import { sum, summary, type Tally } from "./summary.ts";
import { runVitest } from "./tally.ts";

const help = `Usage: npm test [-- <vitest arguments>]

Runs the formatter and linter, the type checker, the linter of the spec, the comparison of generated/ with spec/ and of
proofs/package/api-report/ with src/, the checks of the tarball, the examples, and all tests. With arguments, only the tests they choose: npm test -- src/follow, npm test -- --project unit -t "an empty window".
The last line counts: every test is one, every other step is one.

Exit code: 0 when nothing failed, else 1.`;

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The longest first: two run at a time. */
const steps: readonly Step[] = [
  { name: "the package, packed and installed", command: ["proofs/package/main.ts", "--short"] },
  { name: "the examples", command: ["proofs/examples/main.ts"] },
  { name: "types", command: ["node_modules/typescript/bin/tsc"] },
  { name: "generated/ is what spec/ gives", command: ["scripts/generate/main.ts", "--check"] },
  { name: "the API report is what src/ gives", command: ["proofs/package/api.ts", "--check"] },
  { name: "spec", command: ["node_modules/@redocly/cli/bin/cli.js", "lint", "spec/openapi.yaml"] },
  { name: "format and lint", command: ["node_modules/@biomejs/biome/bin/biome", "check", "."] },
];

async function runAll(args: readonly string[]): Promise<Tally> {
  const stepTally = args.length > 0 ? { passed: 0, failed: 0, skipped: 0 } : await runSteps(steps, root);
  try {
    return sum([stepTally, await runVitest(args)]);
  } catch (error) {
    console.error(error);
    return sum([stepTally, { passed: 0, failed: 1, skipped: 0 }]);
  }
}

const args = process.argv.slice(2);
if (args.includes("--help")) {
  console.log(help);
} else {
  process.chdir(root);
  const tally = await runAll(args);
  // Ends the process once the line is out, even if a test left something open in it.
  process.stdout.write(`${summary(tally)}\n`, () => process.exit(tally.failed > 0 ? 1 : 0));
}
