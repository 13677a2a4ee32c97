import { interleaved, type Measurement, type Runs, withServer } from "../measure.ts";
import { comparison, seconds } from "../table.ts";
import type { Suite } from "./suite.ts";

const columns = [
  { title: "time", figure: "seconds" },
  { title: "processor", figure: "cpuSeconds" },
] as const;
const took = (runs: readonly Measurement[]): string =>
  `${seconds(runs)}, processor ${seconds(runs, "cpuSeconds")}`;

/** @param lanes How many requests are under way at once. */
export function smallRequests(
  names: readonly string[],
  lanes: number,
  requests: number,
  rounds: number,
): Promise<ReadonlyMap<string, Runs>> {
  return withServer("server.ts", [], (url) => {
    const args = [`${url}/count/3`, `${lanes}`, `${requests}`];
    return interleaved(
      "small-requests.ts",
      names.map((name) => ({ name, args })),
      rounds,
    );
  });
}

/** One request after another, each with three events. */
export const smallRequest: Suite = {
  name: "small-request",
  about: () => "Three events a request, one after another; multiples of openapi-fetch.",
  async run({ rounds }) {
    const names = ["fetch", "openapi-fetch", "ky", "ofetch", "axios", "hey-api", "ours"];
    return comparison(await smallRequests(names, 1, 4_000, rounds + 2), "openapi-fetch", columns, took);
  },
};

/** Many at once. */
export const concurrency: Suite = {
  name: "concurrency",
  about: () => "The same, 1, 8 and 64 at once, time per request; multiples of openapi-fetch.",
  async run({ rounds }) {
    const parts: string[] = [];
    for (const lanes of [1, 8, 64]) {
      const results = await smallRequests(["fetch", "openapi-fetch", "ours"], lanes, 6_000, rounds);
      parts.push(`**${lanes} at once**\n\n${comparison(results, "openapi-fetch", columns, took)}`);
    }
    return parts.join("\n\n");
  },
};
