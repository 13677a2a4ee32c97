import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Form, forms, recordedAnswer } from "../../scripts/observe/testing/big-recording.ts";

const help = `Usage: npm run proof observe-memory [-- --megabytes N]

Writes recorded answers of N MB (default 1000) in each form that npm run observe reads, lets it read them, and prints how
much memory it took at most.

Exit code: 0 below 300 MB, 1 above, 2 wrong usage.`;

const budgetMb = 300;
const script = fileURLToPath(new URL("../../scripts/observe/main.ts", import.meta.url));
/** As in package.json: what an answer of some megabytes leaves behind is then collected before it piles up. */
const youngGeneration = "--max-semi-space-size=4";
/** Runs in the process that is measured; its own report stays as it is. */
const meter = `process.on("exit", () => console.error(process.resourceUsage().maxRSS))`;

async function measure(form: Form, megabytes: number, folder: string): Promise<number> {
  const file = join(folder, `answers.${form === "array" ? "json" : "ndjson"}`);
  await pipeline(Readable.from(recordedAnswer(form, megabytes * 1e6)), createWriteStream(file));
  const began = performance.now();
  const peakKb = await new Promise<number>((resolve, reject) => {
    const args = [
      youngGeneration,
      "--import",
      `data:text/javascript,${encodeURIComponent(meter)}`,
      script,
      file,
    ];
    execFile(process.execPath, args, { maxBuffer: 2 ** 24 }, (error, _stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(Number(stderr.trim().split("\n").at(-1))),
    );
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${form.padEnd(10)} ${megabytes} MB read in ${seconds} s, ${Math.round(peakKb / 1000)} MB of memory at most`,
  );
  return peakKb / 1000;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { megabytes: { type: "string", default: "1000" }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const megabytes = Number(values.megabytes);
  if (!(megabytes >= 1)) throw new Error("--megabytes must be a number of at least 1.");
  const folder = await mkdtemp(join(tmpdir(), "np6-observe-memory-"));
  try {
    let peakMb = 0;
    for (const form of forms) peakMb = Math.max(peakMb, await measure(form, megabytes, folder));
    return peakMb < budgetMb ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
