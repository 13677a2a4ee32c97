import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../scripts/command-line.ts";
import { type Form, forms, recordedAnswer } from "../../scripts/observe/testing/big-recording.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { measurePeak } from "../kit/peak-memory.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";

const help = `Usage: npm run proof observe-memory [-- --megabytes N]

Writes recorded responses of N MB (default 1000) in each form that npm run observe reads, lets it read them, and prints how
much memory it took at most.

Exit code: 0 below 300 MB, 1 above, 2 wrong usage.`;

const budgetMb = 300;
const script = fileURLToPath(new URL("../../scripts/observe/main.ts", import.meta.url));
/** As in package.json: what a response of some megabytes leaves behind is then collected before it piles up. */
const youngGeneration = "--max-semi-space-size=4";

async function measure(form: Form, megabytes: number, folder: string): Promise<number> {
  const file = join(folder, `responses.${form === "array" ? "json" : "ndjson"}`);
  await pipeline(Readable.from(recordedAnswer(form, megabytes * 1e6)), createWriteStream(file));
  const { peakMb, seconds } = await measurePeak([youngGeneration, script, file]);
  console.log(
    `${form.padEnd(10)} ${megabytes} MB read in ${seconds.toFixed(1)} s, ${Math.round(peakMb)} MB of memory at most`,
  );
  return peakMb;
}

process.exitCode = await runCommand({
  help,
  options: { megabytes: { type: "string", default: "1000" } },
  failureCode: 2,
  async run(options) {
    const megabytes = Number(options.megabytes);
    if (!(megabytes >= 1)) throw new UsageError("--megabytes must be a number of at least 1.");
    using folder = temporaryFolder("observe-memory");
    let peakMb = 0;
    for (const form of forms) peakMb = Math.max(peakMb, await measure(form, megabytes, folder.path));
    return peakMb < budgetMb ? 0 : 1;
  },
});
