import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { contractChanges } from "./changes/index.ts";
import { runChange } from "./run-change.ts";
import { changeSteps } from "./steps.ts";

const names = contractChanges.map(({ name }) => name);
const steps = changeSteps.map(({ name }) => name);

const help = `Usage: npm run proof change [-- options]

Makes changes of the API to spec/, each in a clone of what is committed, and runs every step there. A change passes
when no other file has to be edited, or at most three where it needs a decision that no contract holds.

Options:
  --only NAMES    these changes alone, with commas between them
  --steps NAMES   these steps alone
  --keep          keep the clones and say where they are
  --help          show this

Changes: ${names.join(", ")}
Steps: ${steps.join(", ")}

Exit code: 0 every change passes, 1 one does not, 2 wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: { only: { type: "string" }, steps: { type: "string" }, keep: { type: "boolean", default: false } },
  async run({ only, steps: chosen, keep }) {
    const asked = choose("change", only, names);
    const stepsToRun = choose("step", chosen, steps);
    const width = Math.max(...asked.map((name) => name.length));
    let failures = 0;
    for (const change of contractChanges.filter(({ name }) => asked.includes(name))) {
      const { passed, files, done, failure, folder } = await runChange(change, stepsToRun, keep);
      if (!passed) failures += 1;
      console.log(`${passed ? "✓" : "✗"} ${change.name.padEnd(width)}  ${files}  ${done.join(", ")}`);
      if (failure !== undefined) console.log(failure.replaceAll(/^/gm, "    "));
      if (keep) console.log(`    kept: ${folder}`);
    }
    console.log(`${asked.length - failures} of ${asked.length} changes pass.`);
    return failures > 0 ? 1 : 0;
  },
});

function choose(what: string, value: string | undefined, known: readonly string[]): readonly string[] {
  if (value === undefined) return known;
  const chosen = value.split(",");
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length === 0) return known.filter((name) => chosen.includes(name));
  throw new UsageError(`There is no ${what} "${unknown.join('", "')}". Choose of: ${known.join(", ")}.`);
}
