import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../scripts/command-line.ts";
import { temporaryFolder } from "../kit/temporary-folder.ts";
import { actsOn, type Folders } from "./acts.ts";
import { runAct, type Searched, search } from "./run-act.ts";
import { startEchoServer, startPlantedSandbox } from "./servers.ts";

const help = `Usage: npm run proof secrets

Plants a key and an e-mail address that occur nowhere else, runs the client, the command line and the conformance suite
with all logging on, against a sandbox and against a server that throws both back in every place, and searches every byte
that was written: streams, reports, recordings, checkpoints, the list of processes. The key must be nowhere; the address
and its hash nowhere but in the events that were asked for.

Exit code: 0 nothing leaked, 1 something did or a canary was not planted.`;

async function main(): Promise<number> {
  using folder = temporaryFolder("secrets");
  const folders: Folders = { data: folder.file("data"), shown: folder.file("shown") };
  const sandbox = await startPlantedSandbox();
  const echo = await startEchoServer();
  const searched: Searched[] = [];
  try {
    for (const path of Object.values(folders)) await mkdir(path);
    for (const [server, url] of Object.entries({ sandbox: sandbox.url, echo: echo.url })) {
      for (const act of actsOn(server, url, folders)) {
        for (const one of await runAct(act, url)) searched.push({ ...one, where: `${server}, ${one.where}` });
      }
    }
    for (const [name, path] of Object.entries(folders)) {
      for (const file of await filesBelow(path)) {
        searched.push(search(`${name}/${file}`, await readFile(join(path, file)), name === "data"));
      }
    }
  } finally {
    await sandbox.close();
    await echo.close();
  }
  return report(searched, echo.keysSeen());
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
  if (keysSeen === 0 || planted === 0) console.log("✗ a canary was not planted: this run shows nothing");
  console.log(`${searched.length - leaks.length} clean, ${leaks.length} with a leak`);
  return leaks.length > 0 || keysSeen === 0 || planted === 0 ? 1 : 0;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

process.exitCode = await runCommand({ help, options: {}, run: main });
