import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runCommand } from "../../scripts/command-line.ts";
import { summary } from "../../scripts/test/tally.ts";
import { installPackage } from "../package/installed-package.ts";
import { tryInChromium } from "./chromium.ts";
import { installRuntimes } from "./installed-runtimes.ts";
import { processRuntimes, tryInProcess } from "./process-runtimes.ts";
import type { RuntimePlace, ScenarioOutcome } from "./runtime.ts";
import { countOutcomes, runtimeTable } from "./table.ts";

const help = `Usage: npm run proof runtimes

Packs the project, installs the tarball in an empty project, and tries it against the sandbox in the versions of Node, the
Bun and the Deno of proofs/runtimes/project/package.json, which are installed first if they are not there, and in this machine's Chromium.

  --help   show this

Exit code: 0 when nothing failed, 1 when something did.`;

const events = 5_000;

async function main(): Promise<number> {
  await installRuntimes();
  await using installed = await installPackage();
  const packed: typeof import("../../src/sandbox/index.ts") = await import(
    pathToFileURL(join(installed.folder, "dist/sandbox.js")).href
  );
  await using sandbox = await packed.startSandbox({ events });
  await using throttled = await packed.startSandbox({ events, rateLimit: { limit: 1, periodMs: 1_000 } });
  const place: RuntimePlace = { url: sandbox.url, throttledUrl: throttled.url, key: sandbox.key, events };

  const outcomes: ScenarioOutcome[] = [];
  const attempt = async (runtime: string, outcome: Promise<ScenarioOutcome>) => {
    outcomes.push(await outcome.catch(({ message }: Error) => ({ runtime, results: { import: message } })));
  };
  for (const runtime of await processRuntimes()) {
    await attempt(runtime.name, tryInProcess(runtime, installed, place));
  }
  await attempt("Chromium", tryInChromium(installed, place));
  console.log(runtimeTable(outcomes));
  const tally = countOutcomes(outcomes);
  console.log(summary(tally));
  return tally.failed > 0 ? 1 : 0;
}

process.exitCode = await runCommand({ help, options: {}, run: main });
