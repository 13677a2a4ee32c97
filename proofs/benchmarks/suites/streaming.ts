import { interleaved, type Measurement, type Runs, typical, withServer } from "../measure.ts";
import { comparison, markdownTable, seconds } from "../table.ts";
import type { Settings, Suite } from "./suite.ts";

const reference = "response.json()";
/** What memory is compared with: its chunks pass through, and nothing is kept. */
const drained = "the body, unparsed";
const own = ["ours, by event", "ours, in batches", "ours, in batches, validated"];
const columns = [
  { title: "time", figure: "seconds" },
  { title: "processor", figure: "cpuSeconds" },
  { title: "peak memory", figure: "peakMb" },
] as const;

function took(runs: readonly Measurement[]): string {
  const first = typical(runs, "firstMs");
  const firstEvent = Number.isNaN(first) ? "" : `, first event after ${first.toFixed(0)} ms`;
  return `${seconds(runs)}, ${typical(runs, "peakMb").toFixed(0)} MB${firstEvent}`;
}

function readings(
  names: readonly string[],
  address: string,
  rounds: number,
): Promise<ReadonlyMap<string, Runs>> {
  return withServer("server.ts", [], (url) =>
    interleaved(
      "read-list.ts",
      names.map((name) => ({ name, args: [url + address] })),
      rounds,
    ),
  );
}

/** One long list, by everything that could read it. */
export const streaming: Suite = {
  name: "streaming",
  about: (settings) =>
    `${settings.events} events, about ${Math.round((settings.events * 573) / 1e6)} MB, chunked; multiples of \`response.json()\`.`,
  async run({ events, rounds }) {
    const names = [
      drained,
      "JSON.parse of the pieces",
      reference,
      "openapi-fetch",
      "ky",
      "ofetch",
      "axios",
      "hey-api",
      "json-ext",
      "@streamparser/json",
      "stream-json",
      "ours, an array",
      ...own,
    ];
    return comparison(await readings(names, `/count/${events}`, rounds), reference, columns, took);
  },
};

/** The same, compressed on the way. */
export const gzip: Suite = {
  name: "gzip",
  about: () => "The same list, compressed; multiples of `response.json()`.",
  async run({ events, rounds }) {
    const names = [drained, reference, ...own];
    return comparison(await readings(names, `/gzip/${events}`, rounds), reference, columns, took);
  },
};

/** How time and memory grow, beyond what fits into one string of V8 (512 MB). */
export const sizes: Suite = {
  name: "sizes",
  about: () => "Growth with the size of the list. Time is per megabyte, as a multiple of ours at 10 MB.",
  async run({ maxMb }: Settings) {
    const subjects = [drained, reference, "JSON.parse of the pieces", "ours, in batches"];
    const rows: string[][] = [];
    let unit: number | undefined;
    for (const mb of [1, 10, 100, 1000, 2000].filter((size) => size <= maxMb)) {
      const results = await readings([...subjects].reverse(), `/bytes/${mb * 1e6}`, mb > 100 ? 1 : 3);
      for (const name of subjects) {
        const runs = results.get(name) ?? [];
        if ("failed" in runs) {
          rows.push([`${mb} MB`, name, "–", "–", `failed: ${runs.failed}`]);
          continue;
        }
        const perMb = typical(runs, "seconds") / mb;
        if (mb === 10 && name.startsWith("ours")) unit = perMb;
        rows.push([`${mb} MB`, name, perMb.toString(), typical(runs, "peakMb").toFixed(0), seconds(runs)]);
      }
    }
    const scaled = rows.map(([size = "", name = "", perMb = "", peak = "", time = ""]) => [
      size,
      name,
      perMb === "–" || !unit ? "–" : (Number(perMb) / unit).toFixed(2),
      peak,
      time,
    ]);
    return markdownTable(["", "", "time per MB", "peak memory, MB", "on the machine of this table"], scaled);
  },
};
