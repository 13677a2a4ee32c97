import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { runCommand } from "../../scripts/command-line.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { comparisonPage } from "./page.ts";
import { load, type Peer } from "./peer.ts";
import { peers } from "./peers/index.ts";
import { type PeerResult, runPeer } from "./run-peer.ts";
import { comparedIds, scoreOf } from "./score.ts";

const help = `Usage: npm run proof compare [-- options]

Runs other tools, and this suite, against the faulty and the conformant servers of the self-test, and writes
docs/comparison.md. The tools are installed with: npm ci --prefix proofs/compare

What a tool did with a server is kept in reports/comparison/, and the page is written from all of it: so tools and servers
can be run in pieces. Delete it when the set-up of a tool changes.

Options:
  --peers a,b    run these tools only: ${peers.map(({ id }) => id).join(", ")}
  --only a,b     run these servers only, by id, and print what is objected to
  --every N      run each N-th server only; the page says of how many
  --continue     run only servers that a tool has not been run against
  --help         show this

Exit code: 0 done, 1 a tool does not start, 2 wrong usage.`;

/** Servers between two times that a tool's results are kept. */
const pieceSize = 50;

const folder = new URL("../../reports/comparison/", import.meta.url);
const page = new URL("../../docs/comparison.md", import.meta.url);

interface CompareOptions {
  readonly peers?: string | undefined;
  readonly only?: string | undefined;
  readonly every?: string | undefined;
  readonly continue?: boolean | undefined;
}

async function main(values: CompareOptions): Promise<number> {
  const every = Number(values.every ?? 1);
  if (!Number.isInteger(every) || every < 1) throw new UsageError("--every must be a number from 1.");
  const chosen = choose(
    "tool",
    values.peers,
    peers.map(({ id }) => id),
  );
  const ids = choose("server", values.only, comparedIds).filter((_id, i) => i % every === 0);
  const began = performance.now();
  let failed = false;
  for (const peer of peers.filter(({ id }) => chosen.includes(id))) {
    const missing = peer.missing();
    if (missing !== undefined) {
      console.log(`${peer.title}: not run, ${missing}`);
      continue;
    }
    const done = new Set(values.continue ? (await keptOf(peer))?.servers.map(({ id }) => id) : []);
    const waiting = ids.filter((id) => !done.has(id));
    try {
      // In pieces, each kept as it ends: a run of some tools takes long enough to be interrupted.
      for (let i = 0; i < waiting.length; i += pieceSize) {
        const result = await runPeer(peer, waiting.slice(i, i + pieceSize), availableParallelism());
        await keep(await keptOf(peer), result);
        if (values.only !== undefined) console.log(objections(result));
      }
      const kept = await keptOf(peer);
      if (kept) console.log(lineOf(peer, kept));
    } catch (error) {
      failed = true;
      console.error(error instanceof Error ? error.message : error);
    }
  }
  await writePage();
  console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`);
  return failed ? 1 : 0;
}

function choose(what: string, list: string | undefined, known: readonly string[]): readonly string[] {
  if (list === undefined) return known;
  const chosen = list.split(",").map((id) => id.trim());
  const unknown = chosen.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new UsageError(`Unknown ${what}: ${unknown.join(", ")}.`);
  return chosen;
}

function lineOf({ title }: Peer, result: PeerResult): string {
  const { killed, faults, falseAlarms, variations, baseline } = scoreOf(result);
  return (
    `${title}: ${killed.size} of ${faults} killed, ${falseAlarms.size} of ${variations} false alarms, ` +
    `${baseline} objections to the conformant server`
  );
}

function objections({ servers }: PeerResult): string {
  return servers.map(({ id, complaints }) => `${id}: ${complaints.join("; ") || "nothing"}`).join("\n");
}

const fileOf = (id: string): URL => new URL(`${id}.json`, folder);

async function keptOf({ id }: Peer): Promise<PeerResult | undefined> {
  if (!existsSync(fileOf(id))) return undefined;
  const kept = JSON.parse(await readFile(fileOf(id), "utf8")) as PeerResult;
  return { ...kept, servers: kept.servers.filter((server) => comparedIds.includes(server.id)) };
}

async function keep(kept: PeerResult | undefined, result: PeerResult): Promise<void> {
  const servers = new Map([...(kept?.servers ?? []), ...result.servers].map((server) => [server.id, server]));
  await mkdir(folder, { recursive: true });
  const merged = { ...result, servers: [...servers.values()] };
  await writeFile(fileOf(result.peer), `${JSON.stringify(merged, null, 1)}\n`);
}

async function writePage(): Promise<void> {
  const compared = [];
  for (const peer of peers) {
    const result = await keptOf(peer);
    const missing = result === undefined ? (peer.missing() ?? "left out of this run") : undefined;
    compared.push({ peer, version: versionOf(peer), result, missing });
  }
  await writeFile(page, comparisonPage(compared));
}

function versionOf({ packageName, missing }: Peer): string {
  if (packageName === undefined || missing() !== undefined) return "";
  const manifest = load.resolve.paths(packageName)?.map((place) => `${place}/${packageName}/package.json`);
  const found = manifest?.find((path) => existsSync(path));
  return found === undefined ? "" : String(load(found).version);
}

process.exitCode = await runCommand({
  help,
  options: {
    peers: { type: "string" },
    only: { type: "string" },
    every: { type: "string" },
    continue: { type: "boolean" },
  },
  failureCode: 2,
  run: main,
});
