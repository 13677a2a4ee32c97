import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dump } from "js-yaml";
import { runCommand } from "../../scripts/command-line.ts";
import { runDrift } from "../../scripts/drift/run.ts";
import { baseValue } from "../../scripts/drift/testing/fixtures.ts";
import { otherOperations } from "../../scripts/drift/testing/other-operations.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";

const help = `Usage: npm run proof drift-speed [-- --mb N]

Puts the vendor's document among so many operations that are none of ours that it has N megabytes (default: 30), and prints
how long the comparison takes, as JSON and as YAML.

Exit code: 0 compared without drift, 1 drift, 2 wrong usage.`;

/** Bytes of one of the other operations, with its schema. */
const forms = [
  { name: "JSON", bytes: 2835, print: (value: unknown) => JSON.stringify(value) },
  { name: "YAML", bytes: 3524, print: (value: unknown) => dump(value, { noRefs: true }) },
];

async function main(megabytes: number): Promise<number> {
  using folder = temporaryFolder("drift-speed");
  let worst = 0;
  for (const { name, bytes, print } of forms) {
    const file = folder.file(name);
    const text = print(otherOperations(baseValue("today"), Math.ceil((megabytes * 1e6) / bytes)));
    await writeFile(file, text);
    const began = performance.now();
    const { exitCode } = await runDrift({ against: file }, fileURLToPath(new URL("../..", import.meta.url)));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${name}: ${(text.length / 1e6).toFixed(1)} MB in ${seconds} s`);
    worst = Math.max(worst, exitCode);
  }
  return worst;
}

process.exitCode = await runCommand({
  help,
  options: { mb: { type: "string" } },
  failureCode: 2,
  run({ mb = "30" }) {
    const megabytes = Number(mb);
    if (!(megabytes > 0 && megabytes <= 200)) throw new UsageError("--mb is a number up to 200.");
    return main(megabytes);
  },
});
