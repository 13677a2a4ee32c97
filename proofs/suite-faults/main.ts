import { writeFile } from "node:fs/promises";
import { runCommand } from "../../scripts/command-line.ts";
import { textTable } from "../../src/shared/text-table.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { isTooSmall } from "./diagnosis.ts";
import { changedResults, readExpectedResults, writeExpectedResults } from "./expected-results.ts";
import { isWrong } from "./judge-variant.ts";
import { runSelfTest, variants } from "./run-self-test.ts";
import { selfTestSummary, sharesOf, silentChecks } from "./summary.ts";
import { startThreads } from "./threads.ts";

const help = `Usage: npm run proof self-test [-- options]

Proves the conformance suite: starts servers that break one rule each, and conformant ones that look unusual, and holds
each to the contract. All of the first must fail, none of the second.

Options:
  --only a,b     run these servers only, by id
  --json FILE    write the result of each server as JSON
  --write-table  write which checks fail and pass each server to proofs/suite-faults/expected-results.ndjson
  --list         print the catalogue and end
  --help         show this

It says how often the first cause of the report names the statement that the fault breaks, and for which requests it does,
and fails below 90 % and 75 % of all faults. It also fails on a check that no fault sets off, for nothing would prove that it can fail, and where a check sees more
or less of a server than that table says, though others see it too.

Exit code: 0 all as it should be, 1 a fault survived, a conformant server failed, a check is unproved or departs from the
table, 2 wrong usage.`;

const options = {
  only: { type: "string" },
  json: { type: "string" },
  "write-table": { type: "boolean" },
  list: { type: "boolean" },
} as const;

interface Chosen {
  readonly only?: string;
  readonly json?: string;
  readonly "write-table"?: boolean;
  readonly list?: boolean;
}

async function main(values: Chosen): Promise<number> {
  if (values.list) {
    console.log(textTable(variants.map(({ id, title }) => [id, title])).join("\n"));
    return 0;
  }
  const ids = chooseIds(values.only);
  const complete = values.only === undefined;
  if (values["write-table"] && !complete)
    throw new UsageError("The table holds all servers: leave out --only.");
  const threads = startThreads();
  const began = performance.now();
  try {
    const results = await runSelfTest(ids, threads.lanes, threads.run);
    if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
    if (values["write-table"]) writeExpectedResults(results);
    const changes = changedResults(results, readExpectedResults());
    const requests = results.reduce((sum, result) => sum + result.requests, 0);
    console.log(selfTestSummary(results, complete));
    for (const change of changes) console.log(`CHANGED: ${change}`);
    if (changes.length > 0) console.log("If that is meant, --write-table writes the table anew: commit it.");
    console.log(`${requests} requests in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
    const unproved = complete && (silentChecks(results).length > 0 || sharesOf(results).some(isTooSmall));
    return results.some(isWrong) || unproved || changes.length > 0 ? 1 : 0;
  } finally {
    await threads.close();
  }
}

function chooseIds(only: string | undefined): readonly string[] {
  const known = variants.map(({ id }) => id);
  if (only === undefined) return known;
  const chosen = only.split(",").map((id) => id.trim());
  const unknown = chosen.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new UsageError(`Unknown server: ${unknown.join(", ")}. --list shows them.`);
  return chosen;
}

process.exitCode = await runCommand({ help, options, failureCode: 2, run: main });
