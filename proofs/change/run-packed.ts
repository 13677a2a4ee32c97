/**
 * Packs the checkout that it belongs to, installs the tarball in an empty project, and runs it there against the sandbox of the
 * package: `np6-events pull` with its own arguments, then a sync of the same kind, its status and its view. The proof runs
 * it in a clone.
 */

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { viewName } from "../../src/sync/view-columns.ts";
import { runProgramFile } from "../kit/run-program.ts";
import { installPackage } from "../package/installed-package.ts";

const [kind = "", id = "", ...options] = process.argv.slice(2);
await using installed = await installPackage();
const { folder, manifest, project } = installed;
const entry = pathToFileURL(join(folder, "dist/sandbox.js")).href;
const { startSandbox }: typeof import("../../src/sandbox/index.ts") = await import(entry);
const sandbox = await startSandbox({ events: 300 });
try {
  const program = join(folder, manifest.bin["np6-events"] ?? "");
  const env = { ...process.env, NP6_API_KEY: sandbox.key, NP6_BASE_URL: sandbox.url };
  const run = async (...args: string[]): Promise<string> => {
    const spawned = { cwd: project, env, maxBuffer: 64 * 2 ** 20 };
    return (await runProgramFile(process.execPath, [program, ...args], spawned)).stdout;
  };
  console.log(await run("pull", kind, id, ...options));

  const from = new Date(Date.now() - 8 * 86_400_000).toISOString();
  const database = join(project, "events.db");
  const streams = ["--notification", id, "--kinds", kind, "--from", from];
  await run("sync", "--database", database, ...streams, "--once", "--lag", "0s", "--max-rps", "100");
  const [status] = JSON.parse(await run("status", "--database", database, "--json"));
  console.log(`sync: ${status.events} ${status.kind}`);
  const db = new DatabaseSync(database, { readOnly: true });
  const rows = db.prepare(`SELECT * FROM ${viewName(kind as typeof status.kind)}`).all();
  db.close();
  if (rows.length !== status.events)
    throw new Error(`The view shows ${rows.length} of ${status.events} events.`);
  console.log(`view: ${Object.keys(rows[0] ?? {}).join(" ")}`);
} finally {
  await sandbox.close();
}
