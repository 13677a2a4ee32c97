import { runCommand } from "../../scripts/command-line.ts";
import { summary } from "../../scripts/test/tally.ts";
import { runChecks } from "../kit/checks.ts";
import { installPackage } from "../package/installed-package.ts";
import { exampleProgramChecks } from "./example-checks.ts";
import { prepareExamples } from "./example-project.ts";

const help = `Usage: npm run proof examples

Compiles and runs each file of examples/ in a project that the packed package is installed in, against the sandbox.

  --help   show this

Exit code: 0 when nothing failed, 1 when something did.`;

async function main(): Promise<number> {
  await using installed = await installPackage();
  await using project = await prepareExamples(installed);
  const tally = await runChecks(exampleProgramChecks, project);
  console.log(summary(tally));
  return tally.failed > 0 ? 1 : 0;
}

process.exitCode = await runCommand({ help, options: {}, run: main });
