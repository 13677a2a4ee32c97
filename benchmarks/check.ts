import { interleaved, type Runs, type Sample, typical, withServer } from "./measure.ts";
import { smallRequests } from "./suites/small.ts";
import { entries, weigh } from "./suites/weight.ts";
import { times } from "./table.ts";

/**
 * `npm run bench:check`: the ratios that a regression would break, from few and short runs. Each bound is what was
 * measured plus a margin for noise, which is small where memory and bytes are counted and large where time is; the real
 * figures, and how far they are from the budgets, are in docs/benchmarks.md. Time is processor time, for a busy machine
 * stretches the clock more than it does that. Needs no package of benchmarks/.
 */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
}

const [batches, validated, json, drain] = [
  "ours, in batches",
  "ours, in batches, validated",
  "response.json()",
  "the body, unparsed",
] as const;

function ratio(
  results: ReadonlyMap<string, Runs>,
  figure: keyof Sample,
  name: string,
  reference: string,
): number {
  const [runs, base] = [results.get(name), results.get(reference)];
  if (!runs || !base || "failed" in runs || "failed" in base)
    throw new Error(`${name} or ${reference} failed.`);
  return typical(runs, figure) / typical(base, figure);
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

async function figures(): Promise<Figure[]> {
  const [client, decoder] = await Promise.all([
    weigh(entries["ours, with openapi-fetch"] ?? ""),
    weigh(entries["ours, /json-array"] ?? ""),
  ]);
  const small = await smallRequests(["openapi-fetch", "ours"], 1, 2_000, 5);
  const list = await readings([drain, json, batches, "ours, by event", validated], "/count/60000", 3);
  const [shorter, longer] = [
    await readings([batches], "/bytes/30000000", 1),
    await readings([batches], "/bytes/300000000", 1),
  ];
  const flat = new Map([
    ["shorter", shorter.get(batches) ?? []],
    ["longer", longer.get(batches) ?? []],
  ]);
  const first = list.get("ours, by event");
  if (!first || "failed" in first) throw new Error("Reading by event failed.");
  return [
    { name: "client with openapi-fetch, minified and compressed, bytes", value: client.gzip, bound: 0 },
    { name: "./json-array, minified and compressed, bytes", value: decoder.gzip, bound: 0 },
    {
      name: "small request, × openapi-fetch",
      value: ratio(small, "cpuSeconds", "ours", "openapi-fetch"),
      bound: 0,
    },
    {
      name: "long list in batches, × response.json()",
      value: ratio(list, "cpuSeconds", batches, json),
      bound: 0,
    },
    { name: "by event, × in batches", value: ratio(list, "cpuSeconds", "ours, by event", batches), bound: 0 },
    { name: "validated, × response.json()", value: ratio(list, "cpuSeconds", validated, json), bound: 0 },
    { name: "peak memory, × draining the body", value: ratio(list, "peakMb", batches, drain), bound: 0 },
    { name: "peak memory of 300 MB, × 30 MB", value: ratio(flat, "peakMb", "longer", "shorter"), bound: 0 },
    { name: "first event, ms", value: typical(first, "firstMs"), bound: 0 },
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
