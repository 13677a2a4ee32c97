import { interleaved, type Measurement, type Runs, typical, withServer } from "./measure.ts";
import { smallRequests } from "./suites/small.ts";
import { weigh, weighedEntries } from "./suites/weight.ts";
import { times } from "./table.ts";

/**
 * `npm run proof bench-check`: the ratios that a regression would break, from few and short runs. Each bound is what was
 * measured plus a margin for noise, which is small where memory and bytes are counted and large where time is; the real
 * figures, and how far they are from the budgets, are in docs/benchmarks.md. Time is processor time, for a busy machine
 * stretches the clock more than it does that. Needs no package of proofs/benchmarks/.
 */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
}

const [byEvent, batches, validated, json, drain] = [
  "ours, by event",
  "ours, in batches",
  "ours, in batches, validated",
  "response.json()",
  "the body, unparsed",
] as const;

function samples(results: ReadonlyMap<string, Runs>, name: string): readonly Measurement[] {
  const runs = results.get(name);
  if (!runs || "failed" in runs) throw new Error(`${name} failed: ${runs?.failed}`);
  return runs;
}

function readings(
  names: readonly string[],
  address: string,
  rounds: number,
): Promise<ReadonlyMap<string, Runs>> {
  const subjects = (url: string) => names.map((name) => ({ name, args: [url + address] }));
  return withServer("server.ts", [], (url) => interleaved("read-list.ts", subjects(url), rounds));
}

/**
 * The least of the peaks: garbage that a starved collector leaves lying makes some of them high, a leak makes all of them.
 */
async function leastPeak(megabytes: number): Promise<number> {
  const results = await readings([batches], `/bytes/${megabytes * 1e6}`, 3);
  return Math.min(...samples(results, batches).map(({ peakMb }) => peakMb));
}

async function figures(): Promise<Figure[]> {
  const [client, decoder] = await Promise.all([
    weigh(weighedEntries["ours, with openapi-fetch"] ?? ""),
    weigh(weighedEntries["ours, /json-array"] ?? ""),
  ]);
  const small = await smallRequests(["openapi-fetch", "ours"], 1, 2_000, 5);
  const request = (name: string) => typical(samples(small, name), "cpuSeconds");
  const list = await readings([drain, json, batches, byEvent, validated], "/count/60000", 3);
  const of = (name: string, figure: keyof Measurement = "cpuSeconds") => typical(samples(list, name), figure);
  const growth = (await leastPeak(400)) / (await leastPeak(100));
  return [
    { name: "client with openapi-fetch, minified and compressed, bytes", value: client.gzip, bound: 11_900 },
    { name: "./json-array, minified and compressed, bytes", value: decoder.gzip, bound: 1_700 },
    { name: "small request, × openapi-fetch", value: request("ours") / request("openapi-fetch"), bound: 1.5 },
    { name: "long list in batches, × response.json()", value: of(batches) / of(json), bound: 0.95 },
    { name: "long list by event, × in batches", value: of(byEvent) / of(batches), bound: 1.4 },
    { name: "long list validated, × response.json()", value: of(validated) / of(json), bound: 1.15 },
    {
      name: "peak memory, × draining the body",
      value: of(batches, "peakMb") / of(drain, "peakMb"),
      bound: 1.2,
    },
    { name: "peak memory of 400 MB, × 100 MB", value: growth, bound: 1.4 },
    {
      name: "first event, × response.json()",
      value: of(byEvent, "firstMs") / of(json, "firstMs"),
      bound: 0.4,
    },
  ];
}

const results = await figures();
for (const { name, value, bound } of results) {
  const show = (figure: number) => (figure > 100 ? figure.toFixed(0) : times(figure));
  console.log(`${value <= bound ? "✓" : "✗"} ${name}: ${show(value)} (at most ${show(bound)})`);
}
const broken = results.filter(({ value, bound }) => !(value <= bound));
if (broken.length > 0) {
  console.error(
    `${broken.length} of ${results.length} bounds are broken: profile the change, or move the bound with a reason.`,
  );
  process.exitCode = 1;
}
