import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { isWrong } from "../contract-tests/faults/judge-variant.ts";
import { runSelfTest, variants } from "../contract-tests/faults/run-self-test.ts";
import { selfTestSummary, silentChecks } from "../contract-tests/faults/summary.ts";
import { startThreads } from "../contract-tests/faults/threads.ts";
import { UsageError } from "../contract-tests/targets/usage-error.ts";

const help = `Usage: npm run contract:self-test [-- options]

Proves the conformance suite: starts servers that break one rule each, and conformant ones that look unusual, and holds
each to the contract. All of the first must fail, none of the second.

Options:
  --only a,b     run these servers only, by id
  --json FILE    write the result of each server as JSON
  --list         print the catalogue and end
  --help         show this

It also fails on a check that no fault sets off: nothing would prove that it can fail.

Exit code: 0 all as it should be, 1 a fault survived, a conformant server failed or a check is unproved, 2 wrong usage.`;

async function main(args: readonly string[]): Promise<number> {
  const values = parse(args);
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.list) {
    for (const { id, title } of variants) console.log(`${id.padEnd(38)}${title}`);
    return 0;
  }
  const ids = chooseIds(values.only);
  const threads = startThreads();
  const began = performance.now();
  try {
    const results = await runSelfTest(ids, threads.lanes, threads.run);
    if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
    const complete = values.only === undefined;
    const requests = results.reduce((sum, result) => sum + result.requests, 0);
    console.log(selfTestSummary(results, complete));
    console.log(`${requests} requests in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
    return results.some(isWrong) || (complete && silentChecks(results).length > 0) ? 1 : 0;
  } finally {
    await threads.close();
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: "string" },
        json: { type: "string" },
        list: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error} See --help.`);
  }
}

function chooseIds(only: string | undefined): readonly string[] {
  const known = variants.map(({ id }) => id);
  if (only === undefined) return known;
  const chosen = only.split(",").map((id) => id.trim());
  const unknown = chosen.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new UsageError(`Unknown server: ${unknown.join(", ")}. See --list.`);
  return chosen;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 2;
}
