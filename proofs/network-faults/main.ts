import { runCommand } from "../../scripts/command-line.ts";
import { textTable } from "../../src/shared/text-table.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { inLanes } from "../kit/lanes.ts";
import { consumers, type NetworkFault } from "./row.ts";
import { topics } from "./rows/index.ts";
import { type RowResult, runRow } from "./run-row.ts";

const help = `Usage: npm run proof faults [-- options]

Lets the client, a follower and the command line, each in a process of its own, meet servers that break: connections,
framing, statuses, throttling, redirects, bodies. A sync meets databases that are away, full or in use. Each row names
what is promised. A run checks the outcome, that no event was lost or invented, that the process ended by itself within
its time, what memory it held, how many requests it sent, and that it showed neither key, password, address nor stack
trace. After a sync, another one must leave every event in the database once.

Options:
  --topic a,b    ${Object.keys(topics).join(", ")} (default: all)
  --only a,b     rows by id
  --list         print the rows and end
  --help         show this

Exit code: 0 every row survived, 1 one did not, 2 wrong usage.`;

const lanes = 2;

function choose({ topic, only }: { topic?: string | undefined; only?: string | undefined }) {
  const known = Object.keys(topics);
  const chosen = topic?.split(",") ?? known;
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`Unknown topic: ${unknown.join(", ")}. One of ${known.join(", ")}.`);
  const ids = only?.split(",");
  const rows = Object.entries(topics)
    .filter(([name]) => chosen.includes(name))
    .flatMap(([name, rows]) => rows.map((row) => ({ topic: name, row })));
  const missing = ids?.filter((id) => !rows.some(({ row }) => row.id === id)) ?? [];
  if (missing.length > 0) throw new UsageError(`Unknown row: ${missing.join(", ")}. See --list.`);
  return rows.filter(({ row }) => !ids || ids.includes(row.id));
}

async function main(chosen: readonly { topic: string; row: NetworkFault }[]): Promise<number> {
  const began = performance.now();
  const runs = chosen.flatMap(({ topic, row }) =>
    (row.consumers ?? consumers.slice(0, 2)).map((consumer) => ({ topic, row, consumer })),
  );
  const results = await inLanes(runs, lanes, async ({ topic, row, consumer }) => {
    const result = await runRow(row, consumer);
    if (result.problems.length > 0) {
      console.log(`✗ ${result.id} (${result.consumer}): ${row.title}`);
      for (const problem of result.problems) console.log(`    ${problem}`);
    }
    if (result.skipped !== undefined) console.log(`- ${result.id}: skipped, because ${result.skipped}`);
    return { ...result, topic };
  });
  const survived = (all: readonly RowResult[]): number =>
    all.filter(({ problems, skipped }) => problems.length === 0 && skipped === undefined).length;
  const topics = [...new Set(results.map(({ topic }) => topic))].map((topic) => {
    const ofTopic = results.filter((result) => result.topic === topic);
    const rows = new Set(ofTopic.map(({ id }) => id)).size;
    return [topic, String(rows), String(ofTopic.length), String(survived(ofTopic))];
  });
  console.log(textTable([["topic", "rows", "runs", "survived"], ...topics], true).join("\n"));
  const skipped = results.filter(({ skipped }) => skipped !== undefined).length;
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  console.log(
    `${chosen.length} rows, ${survived(results)} of ${results.length} runs survived${skipped > 0 ? `, ${skipped} skipped` : ""}, ${seconds} s.`,
  );
  return survived(results) + skipped === results.length ? 0 : 1;
}

process.exitCode = await runCommand({
  help,
  options: { topic: { type: "string" }, only: { type: "string" }, list: { type: "boolean" } },
  failureCode: 2,
  run(values) {
    const rows = choose(values);
    if (!values.list) return main(rows);
    console.log(textTable(rows.map(({ row }) => [row.id, row.title])).join("\n"));
    return 0;
  },
});
