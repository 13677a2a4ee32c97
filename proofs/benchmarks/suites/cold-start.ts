import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgramFile } from "../../kit/run-program.ts";
import { type InstalledPackage, inRoot, installPackage } from "../../package/installed-package.ts";
import { type Measurement, withServer } from "../measure.ts";
import { comparison, seconds } from "../table.ts";
import { apiKey, path } from "../workers/consumers.ts";
import type { Suite } from "./suite.ts";

/** Each as a program of its user: what it imports, and what gives the first event of the list at `baseUrl`. */
const programs: Readonly<Record<string, readonly [imports: string, firstEvent: string]>> = {
  fetch: ["", "(await (await fetch(baseUrl + path, { headers })).json())[0]"],
  "openapi-fetch": [
    'import createClient from "openapi-fetch";',
    "(await createClient({ baseUrl, headers }).GET(path)).data[0]",
  ],
  ky: ['import ky from "ky";', "(await ky(baseUrl + path, { headers }).json())[0]"],
  axios: ['import axios from "axios";', "(await axios.get(baseUrl + path, { headers })).data[0]"],
  ours: [
    'import { createNp6Client } from "np6-notification-events";',
    "(await Array.fromAsync(createNp6Client({ apiKey, baseUrl }).activations(156)))[0]",
  ],
};

/** Measures from the start of Node to the first event, and prints that as the other workers do. */
const programOf = ([imports, firstEvent]: readonly [string, string]): string => `${imports}
const [baseUrl, path, apiKey] = process.argv.slice(2);
const headers = { "X-Key": apiKey };
const event = ${firstEvent};
const seconds = performance.now() / 1000;
if (event.type !== "activation") throw new Error("That is no event.");
const { user, system } = process.cpuUsage();
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMb }));
`;

async function prepare({ project }: InstalledPackage): Promise<void> {
  for (const name of ["ky", "axios"]) {
    const installed = inRoot(`proofs/benchmarks/node_modules/${name}`);
    await symlink(installed, join(project, "node_modules", name), "junction");
  }
  for (const [name, program] of Object.entries(programs))
    await writeFile(join(project, `${name}.js`), programOf(program));
}

const columns = [
  { title: "time", figure: "seconds" },
  { title: "processor", figure: "cpuSeconds" },
] as const;

const took = (runs: readonly Measurement[]): string =>
  `${seconds(runs)}, processor ${seconds(runs, "cpuSeconds")}`;

/** What a program pays that asks once: a cron job, a serverless function. */
export const coldStart: Suite = {
  name: "cold-start",
  about: () =>
    "From the start of Node to the first of three events, the import included; multiples of Node's own fetch.",
  async run({ rounds }) {
    await using installed = await installPackage();
    await prepare(installed);
    const results = new Map<string, Measurement[]>(Object.keys(programs).map((name) => [name, []]));
    await withServer("server.ts", [], async (url) => {
      for (let round = 0; round < 5 * rounds; round++) {
        for (const [name, runs] of results) {
          const args = [`${name}.js`, `${url}/count/3`, path, apiKey];
          const { stdout } = await runProgramFile(process.execPath, args, { cwd: installed.project });
          runs.push(JSON.parse(stdout));
        }
      }
    });
    return comparison(results, "fetch", columns, took);
  },
};
