import { runCommand } from "../../scripts/command-line.ts";
import { summary } from "../../scripts/test/tally.ts";
import { runChecks } from "../kit/checks.ts";
import { installRuntimes } from "../runtimes/installed-runtimes.ts";
import { browserChecks, sizeChecks } from "./bundle-checks.ts";
import { consumerChecks } from "./consumer-checks.ts";
import { contentChecks } from "./content-checks.ts";
import { installPackage } from "./installed-package.ts";
import { jestChecks } from "./jest-checks.ts";
import { lintChecks } from "./lint-checks.ts";
import { sourceMapChecks } from "./source-map-checks.ts";

const help = `Usage: npm run proof package

Packs the project, installs the tarball in an empty project and checks what a user gets: content, entries, linters of
packages, source maps, what a bundler for the browser makes of it and how much that weighs, whether a consumer compiles with
the TypeScript versions of proofs/runtimes/project/package.json, and whether Jest reads it as docs/where-it-runs.md says. What is
in that file is installed first if it is not there.

  --help   show this

Exit code: 0 when nothing failed, 1 when something did.`;

async function main(): Promise<number> {
  await using installed = await installPackage();
  await installRuntimes();
  const checks = [
    ...contentChecks,
    ...lintChecks,
    ...sourceMapChecks,
    ...browserChecks,
    ...sizeChecks,
    ...(await consumerChecks()),
    ...jestChecks,
  ];
  const tally = await runChecks(checks, installed);
  console.log(summary(tally));
  return tally.failed > 0 ? 1 : 0;
}

process.exitCode = await runCommand({
  help,
  options: {},
  run: () =>
    main().catch((error: Error) => {
      console.log(
        `✗ the package can't be packed and installed\n${error.message}\n${summary({ passed: 0, failed: 1, skipped: 0 })}`,
      );
      return 1;
    }),
});
