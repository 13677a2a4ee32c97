import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { skippedLines, summary, type TestTally, tallyFile, type VitestTally } from "./tally.ts";

const help = `Usage: npm test [-- <vitest arguments>]

Runs the formatter and linter, the type checker, the linter of the spec, the comparison of generated/ with spec/ and of
proofs/package/api-report/ with src/, and all tests but those in a browser, which npm run proof browser runs, and those that
start vitest, Prism or Redocly, which npm run proof commands runs. With arguments, only the tests they choose: npm test --
src/follow, npm test -- --project unit -t "an empty window".
The other commands alone: npm test -- --project steps.
The last lines say why tests were skipped. The very last one counts: every test is one, every other step is one.

Exit code: 0 when nothing failed, else 1.`;

/** Runs vitest, with the projects of vitest.config.ts. It counts as failed, too, when vitest itself breaks. */
function runVitest(args: readonly string[]): TestTally {
  const folder = mkdtempSync(join(tmpdir(), "np6-test-"));
  const file = join(folder, "tally.json");
  try {
    const reporter = fileURLToPath(new URL("tally.ts", import.meta.url));
    const chosen = (option: string) => args.some((arg) => arg.startsWith(option));
    const options = [
      `--reporter=${reporter}`,
      ...(chosen("--reporter") ? [] : ["--reporter=default"]),
      ...(chosen("--project") ? [] : ["--project=!browser"]),
      ...(args.length > 0 ? [] : ["--project=!commands"]),
      ...(args.length === 0 || chosen("--project") ? [] : ["--project=!steps"]),
    ];
    const vitest = ["node_modules/vitest/vitest.mjs", "run", ...options, ...args];
    // Vitest colours its output wherever the variable CI is set, also in a file.
    const isPlain = !process.stdout.isTTY && process.env["FORCE_COLOR"] === undefined;
    const env = { ...process.env, ...(isPlain && { NO_COLOR: "1" }), [tallyFile]: file };
    const { status } = spawnSync(process.execPath, vitest, { stdio: "inherit", env });
    const tally: VitestTally = JSON.parse(readFileSync(file, "utf8"));
    // With arguments, a project may well have no test: they choose some tests.
    const silent = args.length > 0 ? [] : tally.silent;
    for (const name of silent) console.log(`The project "${name}" of vitest.config.ts ran no test.`);
    const failed = tally.failed + silent.length;
    const unseen = failed === 0 && (status !== 0 || tally.passed + tally.skipped === 0);
    return { ...tally, failed: unseen ? 1 : failed };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const args = process.argv.slice(2);
if (args.includes("--help")) {
  console.log(help);
} else {
  if (args.length === 0) console.log("This takes about two minutes on two cores.");
  const tally = runVitest(args);
  for (const line of skippedLines(tally)) console.log(line);
  console.log(summary(tally));
  process.exitCode = tally.failed > 0 ? 1 : 0;
}
