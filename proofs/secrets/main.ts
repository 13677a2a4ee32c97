import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../scripts/command-line.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import { actsOn, actsOnDatabase, type Folders } from "./acts.ts";
import { type PlantedPostgres, startPlantedPostgres } from "./database.ts";
import { runAct } from "./run-act.ts";
import { type Searched, search } from "./search.ts";
import { startEchoServer, startPlantedSandbox } from "./servers.ts";

const help = `Usage: npm run proof secrets

Plants a key, a database's password and an e-mail address that occur nowhere else, runs the client, the command line and
the conformance suite with all logging on, against a sandbox and against a server that throws key and address back in
every place, and searches every byte that was written: streams, reports, recordings, checkpoints, metrics, the list of
processes, the tables and the log of a Postgres that logs every statement. Key and password must be nowhere; the address
and its hash nowhere but in the events that were asked for, and in the log of a Postgres that logs parameters.

Exit code: 0 nothing leaked, 1 something did or a canary was not planted.`;

async function main(): Promise<number> {
  using folder = temporaryFolder("secrets");
  const folders: Folders = { data: folder.file("data"), shown: folder.file("shown") };
  const sandbox = await startPlantedSandbox();
  const echo = await startEchoServer();
  const servers = { sandbox: sandbox.url, echo: echo.url };
  const postgres = await startPlantedPostgres();
  const searched: Searched[] = [];
  try {
    for (const path of Object.values(folders)) await mkdir(path);
    for (const [server, url] of Object.entries(servers)) {
      for (const act of actsOn(server, url, folders)) {
        for (const one of await runAct(act, url)) searched.push({ ...one, where: `${server}, ${one.where}` });
      }
    }
    searched.push(...(await searchDatabases(postgres, servers)));
    for (const [name, path] of Object.entries(folders)) {
      for (const file of await filesBelow(path)) {
        searched.push(search(`${name}/${file}`, await readFile(join(path, file)), name === "data"));
      }
    }
  } finally {
    await sandbox.close();
    await echo.close();
    await postgres.close();
  }
  return report(searched, echo.keysSeen());
}

/** First with a server that logs all that it can, and then as the threat model tells administrators to set it. */
async function searchDatabases(
  postgres: PlantedPostgres,
  servers: Readonly<Record<string, string>>,
): Promise<Searched[]> {
  const searched: Searched[] = [];
  for (const logsParameters of [true, false]) {
    if (!logsParameters) await postgres.leaveParametersOut();
    for (const [server, url] of Object.entries(servers)) {
      const database = await postgres.database();
      for (const act of actsOnDatabase(database)) {
        for (const one of await runAct(act, url)) searched.push({ ...one, where: `${server}, ${one.where}` });
      }
      const parameters = logsParameters ? "with" : "without";
      searched.push(...(await database.search(`${server}, ${parameters} parameters`, logsParameters)));
    }
  }
  return searched;
}

function report(searched: readonly Searched[], keysSeen: number): number {
  const leaks = searched.filter(({ leaks }) => leaks.length > 0);
  for (const { where, leaks: names } of leaks) console.log(`✗ ${where}: ${names.join(", ")}`);
  const planted = searched.filter(({ hasAddress }) => hasAddress).length;
  const bytes = searched.reduce((sum, one) => sum + one.bytes, 0);
  console.log(`searched ${searched.length} streams and files, ${bytes} bytes`);
  console.log(
    `the key was sent to the echoing server ${keysSeen} times; ${planted} outputs hold the address as data`,
  );
  const logs = searched.filter(({ where }) => where.endsWith("log of Postgres"));
  const telling = logs.filter(({ hasAddress }) => hasAddress).length;
  console.log(`${telling} of ${logs.length} logs of Postgres hold the address, because it logs parameters`);
  const isPlanted = keysSeen > 0 && planted > 0 && telling > 0;
  if (!isPlanted) console.log("✗ a canary was not planted: this run shows nothing");
  console.log(`${searched.length - leaks.length} clean, ${leaks.length} with a leak`);
  return leaks.length > 0 || !isPlanted ? 1 : 0;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

process.exitCode = await runCommand({ help, options: {}, run: main });
