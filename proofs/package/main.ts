import { runCommand } from "../../scripts/command-line.ts";
import { summary } from "../../scripts/test/tally.ts";
import { exampleProgramChecks } from "../examples/example-checks.ts";
import { prepareExamples } from "../examples/example-project.ts";
import { runChecks } from "../kit/checks.ts";
import { installRuntimes } from "../runtimes/installed-runtimes.ts";
import { browserChecks, sizeChecks } from "./bundle-checks.ts";
import { consumerChecks } from "./consumer-checks.ts";
import { contentChecks } from "./content-checks.ts";
import { installPackage } from "./installed-package.ts";
import { jestChecks } from "./jest-checks.ts";
import { lintChecks } from "./lint-checks.ts";
import { sourceMapChecks } from "./source-map-checks.ts";

const help = `Usage: npm run proof package [-- options]

Packs the project, installs the tarball in an empty project and checks what a user gets: content, entries, linters of
packages, source maps, what a bundler for the browser makes of it and how much that weighs, whether a consumer compiles with
the TypeScript versions of proofs/runtimes/project/package.json, and whether Jest reads it as docs/where-it-runs.md says. What is
in that file is installed first if it is not there.

  --short      without the consumer and Jest: needs nothing but the project's own packages
  --examples   with what npm run proof examples checks, in the same project
  --help       show this

Exit code: 0 when nothing failed, 1 when something did, 2 wrong usage.`;

async function main({ short, examples }: { short: boolean; examples: boolean }): Promise<number> {
  await using installed = await installPackage();
  const offline = [...contentChecks, ...lintChecks, ...sourceMapChecks, ...browserChecks, ...sizeChecks];
  if (!short) await installRuntimes();
  const rest = short ? [] : [...(await consumerChecks()), ...jestChecks];
  const tallies = [await runChecks([...offline, ...rest], installed)];
  if (examples) {
    await using project = await prepareExamples(installed);
    tallies.push(await runChecks(exampleProgramChecks, project));
  }
  const total = (part: "passed" | "failed" | "skipped") =>
    tallies.reduce((sum, tally) => sum + tally[part], 0);
  const tally = { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
  console.log(summary(tally));
  return tally.failed > 0 ? 1 : 0;
}

process.exitCode = await runCommand({
  help,
  options: { short: { type: "boolean", default: false }, examples: { type: "boolean", default: false } },
  run: (chosen) =>
    main(chosen).catch((error: Error) => {
      console.log(
        `✗ the package can't be packed and installed\n${error.message}\n${summary({ passed: 0, failed: 1, skipped: 0 })}`,
      );
      return 1;
    }),
});
