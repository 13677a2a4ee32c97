import { interleaved, type Measurement, type Runs, typical, withServer } from "../measure.ts";
import { comparison, seconds } from "../table.ts";
import { headers, path } from "../workers/consumers.ts";
import type { Settings, Suite } from "./suite.ts";

const columns = [
  { title: "time", figure: "seconds" },
  { title: "processor", figure: "cpuSeconds" },
  { title: "peak memory", figure: "peakMb" },
] as const;

const took = (runs: readonly Measurement[]): string =>
  `${seconds(runs)}, ${Math.round(typical(runs, "events") / typical(runs, "seconds"))} events a second`;

const count = (events: number): number => Math.min(events, 100_000);

/** `follow` reading what is there already, against one query for the same. */
export const followSuite: Suite = {
  name: "follow",
  about: ({ events }: Settings) =>
    `Backfill of ${count(events)} events of the sandbox; multiples of one query, read in batches. The sandbox makes and sorts the events anew for each request.`,
  async run({ events, rounds }) {
    const results = await withServer("sandbox.ts", [`${count(events)}`], (url) =>
      interleaved(
        "read-list.ts",
        ["ours, in batches", "ours, followed"].map((name) => ({ name, args: [url] })),
        rounds,
      ),
    );
    return comparison(results, "ours, in batches", columns, took);
  },
};

/** How fast the sandbox delivers its events. */
export const sandbox: Suite = {
  name: "sandbox",
  about: ({ events }) =>
    `Draining ${count(events)} events of the sandbox; multiples of the same from a server that has their bytes ready.`,
  async run({ events, rounds }) {
    const name = "the body, unparsed";
    const drain = (address: string): Promise<ReadonlyMap<string, Runs>> =>
      interleaved("read-list.ts", [{ name, args: [address] }], 1);
    const ready: Measurement[] = [];
    const sandboxed: Measurement[] = [];
    await withServer("server.ts", [], (plain) =>
      withServer("sandbox.ts", [`${count(events)}`], async (url) => {
        for (let round = 0; round < rounds; round++) {
          ready.push(...samples(await drain(`${plain}/count/${count(events)}`), name));
          sandboxed.push(...samples(await drain(url), name));
        }
      }),
    );
    const results = new Map([
      ["ready bytes", ready],
      ["the sandbox", sandboxed],
    ]);
    return `${comparison(results, "ready bytes", columns.slice(0, 1), seconds)}\n\n${await memory()}`;
  },
};

/** Of the sandbox's process, while it delivers a list whose text it never holds as a whole. */
async function memory(): Promise<string> {
  const events = 1_000_000;
  const { idle, peak, bodyMb } = await withServer("sandbox.ts", [`${events}`], async (url, peakMb) => {
    const idle = await peakMb();
    const { body } = await fetch(url + path, { headers });
    let bytes = 0;
    for await (const chunk of body ?? []) bytes += chunk.length;
    return { idle, peak: await peakMb(), bodyMb: bytes / 1e6 };
  });
  const mb = (value: number) => `${value.toFixed(0)} MB`;
  return `Handing out ${events} events, ${mb(bodyMb)}, its process held ${mb(peak)} at most, and ${mb(idle)} before.`;
}

function samples(results: ReadonlyMap<string, Runs>, name: string): readonly Measurement[] {
  const runs = results.get(name);
  if (!runs || "failed" in runs) throw new Error(`${name} failed: ${runs?.failed}`);
  return runs;
}
