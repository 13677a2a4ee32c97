import { startPostgres } from "../../kit/postgres.ts";
import { interleaved, type Measurement, typical, withServer } from "../measure.ts";
import { comparison, markdownTable, seconds } from "../table.ts";
import type { Settings, Suite } from "./suite.ts";

const time = { title: "time", figure: "seconds" } as const;
const processor = { title: "processor", figure: "cpuSeconds" } as const;

const took = (runs: readonly Measurement[]): string =>
  `${seconds(runs)}, ${Math.round(typical(runs, "events") / typical(runs, "seconds"))} events a second, ${typical(runs, "peakMb").toFixed(0)} MB`;

/** Each database with the fastest way to put the same rows into the same table. */
const backfills = [
  {
    floor: "one prepared insert, in one transaction",
    ours: "ours, into SQLite",
    columns: [time, processor],
  },
  // The server does the work of a COPY, and not the measured process.
  { floor: "COPY", ours: "ours, into Postgres", columns: [time] },
] as const;

/** Sends of the sandbox: each has an event of every kind. */
const sends = (events: number): number => Math.min(events, 100_000);

/** A sync's first read of what is there. */
export const syncSuite: Suite = {
  name: "sync",
  about: ({ events }: Settings) =>
    `Backfill of ${3 * sends(events)} events of the sandbox into an empty database, requests and parsing included; multiples of storing the same rows from memory, and of a COPY from a file that the server reads itself. Budget: 2.00 times the time, and 250 MB.`,
  async run({ events, rounds }) {
    await using postgres = await startPostgres();
    const tables = await withServer("sandbox.ts", [`${sends(events)}`], async (url) => {
      const made: string[] = [];
      for (const { floor, ours, columns } of backfills) {
        const results = new Map<string, Measurement[]>([
          [floor, []],
          [ours, []],
        ]);
        for (let round = 0; round < rounds; round++) {
          for (const [name, runs] of results) {
            runs.push(await measure(name, url, await postgres.database(), 3 * sends(events)));
          }
        }
        made.push(comparison(results, floor, columns, took));
      }
      return made;
    });
    return tables.join("\n\n");
  },
};

const idleSeconds = 300;

/** What a sync costs when there is nothing to do. */
export const syncIdleSuite: Suite = {
  name: "sync-idle",
  about: () =>
    `A sync of 3,000 streams without events, each polled once an hour, over ${idleSeconds} s; without the processes of Postgres and the sandbox. Budget: 5 % of a core, and 200 MB.`,
  async run() {
    await using postgres = await startPostgres();
    const rows = await withServer("sandbox.ts", ["0"], async (url) => {
      const made: string[][] = [];
      for (const name of ["idle, SQLite", "idle, Postgres"]) {
        const { cpuSeconds, seconds, peakMb } = await measure(
          name,
          url,
          await postgres.database(),
          idleSeconds,
        );
        made.push([
          name,
          `${((100 * cpuSeconds) / seconds).toFixed(1)} % of a core`,
          `${peakMb.toFixed(0)} MB`,
        ]);
      }
      return made;
    });
    return markdownTable(["", "processor", "peak memory"], rows);
  },
};

async function measure(name: string, url: string, database: string, amount: number): Promise<Measurement> {
  const subject = { name, args: [url, database, `${amount}`] };
  const runs = (await interleaved("sync-events.ts", [subject], 1)).get(name) ?? [];
  const [run] = "failed" in runs ? [] : runs;
  if (run === undefined) throw new Error(`${name} failed.`);
  return run;
}
