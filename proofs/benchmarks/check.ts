import { interleaved, type Measurement, type Runs, typical, withServer } from "./measure.ts";
import { smallRequests } from "./suites/small.ts";
import { times } from "./table.ts";

/**
 * `npm run proof bench-check`: the ratios that a regression would break, from few and short runs. Each bound is what was
 * measured plus a margin for noise, which is small where memory is counted and large where time is; the real figures, and
 * how far they are from the budgets, are in docs/benchmarks.md. Time is processor time, for a busy machine stretches the clock
 * more than it does that. Needs no package of proofs/benchmarks/. `npm run proof package` holds the weights.
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
function leastPeak(results: ReadonlyMap<string, Runs>, name: string): number {
  return Math.min(...samples(results, name).map(({ peakMb }) => peakMb));
}

async function figures(): Promise<Figure[]> {
  const small = await smallRequests(["openapi-fetch", "ours"], 1, 2_000, 5);
  const request = (name: string) => typical(samples(small, name), "cpuSeconds");
  const list = await readings([drain, json, batches, byEvent, validated], "/count/60000", 3);
  const of = (name: string, figure: keyof Measurement = "cpuSeconds") => typical(samples(list, name), figure);
  // As large as that, a list would show a leak; even draining it takes more memory than draining a short one.
  const large = await readings([drain, batches], "/bytes/400000000", 3);
  return [
    { name: "small request, × openapi-fetch", value: request("ours") / request("openapi-fetch"), bound: 1.5 },
    { name: "long list in batches, × response.json()", value: of(batches) / of(json), bound: 0.95 },
    { name: "long list by event, × in batches", value: of(byEvent) / of(batches), bound: 1.4 },
    { name: "long list validated, × response.json()", value: of(validated) / of(json), bound: 1.15 },
    {
      name: "peak memory, × draining the body",
      value: of(batches, "peakMb") / of(drain, "peakMb"),
      bound: 1.2,
    },
    {
      name: "peak memory of 400 MB, × draining them",
      value: leastPeak(large, batches) / leastPeak(large, drain),
      bound: 1.2,
    },
    {
      name: "first event, × response.json()",
      value: of(byEvent, "firstMs") / of(json, "firstMs"),
      bound: 0.4,
    },
  ];
}

const results = await figures();
for (const { name, value, bound } of results) {
  console.log(`${value <= bound ? "✓" : "✗"} ${name}: ${times(value)} (at most ${times(bound)})`);
}
const broken = results.filter(({ value, bound }) => !(value <= bound));
if (broken.length > 0) {
  console.error(
    `${broken.length} of ${results.length} bounds are broken: profile the change, or move the bound with a reason.`,
  );
  process.exitCode = 1;
}
