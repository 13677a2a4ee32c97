import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNp6Client } from "../client/client.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/index.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { sqliteStore } from "../sync/index.ts";
import { viewName } from "../sync/view-columns.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, runProgram, start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

const from = new Date(Date.now() - 8 * 86_400_000).toISOString();

/** A sandbox, a folder, and the arguments of a sync from the one into the other. */
async function setUp(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ events: 20, notifications: [156, 157], ...options });
  onTestFinished(() => sandbox.close());
  const at = await testFolder();
  const database = at("events.db");
  const sync = ["sync", "--database", database, "--max-rps", "1000"];
  const all = (sql: string): Record<string, unknown>[] => {
    const db = new DatabaseSync(database, { readOnly: true });
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };
  return { sandbox, at, database, sync, all, env: envOf(sandbox) };
}

const kinds = eventKinds.length;
const once = ["--notification", "156-157", "--from", from, "--once"];

async function served({ url, key }: Sandbox, id: number, kind: EventKind): Promise<string[]> {
  const np6 = createNp6Client({ apiKey: key, baseUrl: url });
  return (await np6[kind](id)).map((event) => event.id ?? "none").sort();
}

describe("sync --once", () => {
  it("leaves exactly the server's events in the database, and changes nothing the second time", async () => {
    const { sandbox, sync, all, env } = await setUp();
    expect(await runProgram([...sync, ...once], { env })).toEqual({
      code: 0,
      stdout: "",
      stderr: `${2 * kinds} streams, ${40 * kinds} new events, 0 of them late.\n`,
    });
    for (const id of [156, 157]) {
      for (const kind of eventKinds) {
        const stored = all(`SELECT id FROM ${viewName(kind)} WHERE notification_id = ${id} ORDER BY id`);
        expect(stored.map((row) => row["id"])).toEqual(await served(sandbox, id, kind));
      }
    }
    const before = all("SELECT * FROM np6_events ORDER BY kind, notification_id, event_key");
    expect(await runProgram([...sync, "--once"], { env })).toMatchObject({ code: 0 });
    expect(all("SELECT * FROM np6_events ORDER BY kind, notification_id, event_key")).toEqual(before);
  });

  it("ends with 1 and the names of the streams that failed, after it has read the others", async () => {
    const { sync, all, env } = await setUp();
    const { code, stderr } = await runHere(
      [...sync, "--notification", "1,156", "--kinds", "activations,executions", "--from", from, "--once"],
      env,
    );
    expect(code).toBe(1);
    expect(stderr).toContain("4 streams, 40 new events, 0 of them late.\n2 of 4 streams failed:\n");
    expect(stderr).toMatch(/^ {2}activations of notification 1: GET .*: 404 Not Found/m);
    expect(all("SELECT DISTINCT kind FROM np6_events")).toHaveLength(2);
  });

  it("takes ids from a file, with ranges and comments, and streams that are there from the database", async () => {
    const { sync, at, all, env } = await setUp({ notifications: [1, 5, 6, 7, 156] });
    await writeFile(at("ids"), "\uFEFF# mine\n1\r\n5-7 # a range\n\n  6, 1\n");
    const args = [...sync, "--notifications", at("ids"), "--notification", "156", "--from", from, "--once"];
    expect(await runHere(args, env)).toMatchObject({ code: 0 });
    const ids = all("SELECT DISTINCT notification_id AS id FROM np6_streams ORDER BY 1");
    expect(ids.map(({ id }) => id)).toEqual([1, 5, 6, 7, 156]);
    expect((await runHere([...sync, "--once"], env)).stderr).toMatch(
      new RegExp(`^${5 * kinds} streams, 0 new events`),
    );
  });

  it("finds its database in the environment, and takes sqlite: as a name of files", async () => {
    const { sync, database, all, env } = await setUp();
    const args = ["sync", "--max-rps", "1000", ...once];
    await runHere(args, { ...env, NP6_DATABASE_URL: `sqlite:${database}` });
    expect(all("SELECT * FROM np6_streams")).toHaveLength(2 * kinds);
    expect(await runHere([...sync, "--database", `sqlite://${database}`, "--once"], env)).toMatchObject({
      code: 0,
    });
  });

  it("ends with 1 if the key is rejected, and never shows it", async () => {
    const { sync, env } = await setUp();
    const { code, stderr } = await runHere([...sync, ...once], { ...env, NP6_API_KEY: "some-other-key" });
    expect(code).toBe(1);
    expect(stderr).toContain("401 Unauthorized");
    expect(stderr).not.toContain("other-key");
  });
});

describe("a running sync", () => {
  it("stores what comes, tells of itself, ends with 130 on SIGTERM, and keeps others out meanwhile", async () => {
    const { sandbox, sync, all, database, env } = await setUp({ events: 3 });
    const args = [...sync, "--notification", "156", "--from", from, "--every", "100ms", "--lag", "0ms"];
    const running = start([...args, "--listen", "0"], { env });
    const [, url] = /Listening on (\S+)/.exec(await running.shows("stderr", "\n")) ?? [];
    const read = async (path: string) => (await fetch(`${url}${path}`)).text();
    const until = async (met: () => Promise<boolean> | boolean) => {
      while (!(await met())) await new Promise(setImmediate);
    };
    await until(async () => new RegExp(`^np6_events_total ${3 * kinds}$`, "m").test(await read("/metrics")));
    sandbox.append("activations", { type: "activation", id: "new", timestamp: Date.now() - 2_000 });
    await until(() => all("SELECT 1 FROM np6_events WHERE event_id = 'new'").length === 1);
    const metrics = await read("/metrics");
    expect(metrics).toMatch(new RegExp(`^np6_streams ${kinds}$`, "m"));
    expect(metrics).toMatch(/^np6_requests_total [1-9]\d*$/m);
    expect(metrics).toMatch(/^np6_stream_lag_seconds \d/m);
    expect(metrics).toMatch(/^np6_stream_errors 0$/m);
    expect(await read("/healthz")).toBe("ok\n");

    const second = await runHere([...sync, "--once"], env);
    expect(second).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("another sync is running on it"),
    });
    expect((await runHere(["status", "--database", database], {})).code).toBe(0);
    expect(await runHere(["sync", "--database", database, "--remove", "156"], {})).toEqual({
      code: 0,
      stdout: "",
      stderr: `${kinds} streams removed. Their events stay.\n`,
    });
    expect(all("SELECT DISTINCT state FROM np6_streams")).toEqual([{ state: "removed" }]);

    expect(await running.stop("SIGTERM")).toMatchObject({ code: 130 });
    expect(all("SELECT * FROM np6_events")).toHaveLength(3 * kinds + 1);
    expect(await runHere([...sync, "--notification", "156", "--once"], env)).toMatchObject({ code: 0 });
  });

  it("shows on a terminal how far it is", async () => {
    const { sync, env } = await setUp({ events: 3 });
    const args = [...sync, "--notification", "156", "--from", from];
    const running = start(args, { env, terminal: 120 });
    await running.shows("stderr", `${kinds} streams  0 due  ${3 * kinds} events`);
    const { stderr } = await running.stop("SIGINT");
    expect(stderr.split("\r\u001b[K").at(-1)).toMatch(
      /^\d+ streams {2}0 due {2}\d+ events {2}\d+ events\/s {2}lag \S+ {2}0 late {2}0 errors\nInterrupted\.\n$/,
    );
  });
});

describe("sync is called wrongly, which ends with 2 and changes nothing, by", () => {
  const here = ["--database", "FOLDER/events.db"];
  it.each<[string, string[], RegExp]>([
    ["no database", [], /Name a database with --database or NP6_DATABASE_URL/],
    [
      "a database of another scheme",
      ["--database", "mysql://h/d"],
      /There is no sync into mysql:\. Name a file/,
    ],
    [
      "a password, whatever else is wrong",
      ["--notification", "x", "--database", "postgres://np6:top-secret@db/np6"],
      /^There is a password in --database: the process list .*\nInstead, put the address into NP6_DATABASE_URL/,
    ],
    [
      "a password in another place",
      ["--database=postgresql://db/np6?password=top-secret"],
      /^There is a password/,
    ],
    ["a file that is no database", ["--database", "FOLDER/text", ...once], /text: it is no SQLite database/],
    ["a folder that is none", ["--database", "FOLDER/no/events.db", ...once], /Check that its folder exists/],
    [
      "no streams at all",
      [...here],
      /events\.db has no streams to sync: name --notification or --notifications/,
    ],
    ["new streams without a beginning", [...here, "--notification", "7"], /say where to begin, with --from/],
    [
      "a beginning in the future",
      [...here, "--notification", "7", "--from", "2200-01-01T00:00:00Z"],
      /--from is in/,
    ],
    [
      "a beginning without a zone",
      [...here, "--notification", "7", "--from", "2026-01-01"],
      /^from: "2026-01-01"/,
    ],
    ["ids that are none", [...here, "--notification", "a"], /"a" is neither an id nor a range/],
    ["an id too large", [...here, "--notification", "2147483648", "--from", from], /2147483648/],
    ["an id file that is none", [...here, "--notifications", "FOLDER/no"], /no cannot be read \(ENOENT\)/],
    [
      "a line of an id file",
      [...here, "--notifications", "FOLDER/ids"],
      /ids, line 3: "x" is neither an id nor/,
    ],
    ["a kind that is none", [...here, "--kinds", "sends"], /"sends" is not a kind of events/],
    ["a rate that is none", [...here, "--max-rps", "fast"], /^--max-rps must be a number from 0\.001/],
    ["a part of a stream", [...here, "--concurrency", "1.5"], /^--concurrency must be a whole number/],
    [
      "a longest time below `every`",
      [...here, "--every", "2h", "--max-every", "1h"],
      /^--max-every is less than --every/,
    ],
    ["a removal with more", [...here, "--remove", "1", "--max-every", "1h"], /alone, not with --max-every/],
    ["a removal from nowhere", [...here, "--remove", "1"], /events\.db: there is no such file/],
    ["an address that is none", [...here, ...once, "--listen", "http://x"], /--listen is \[HOST:\]PORT/],
    ["a port that is none", [...here, ...once, "--listen", "65536"], /--listen is \[HOST:\]PORT/],
    ["a port that is in use", [...here, ...once, "--listen", "PORT"], /cannot be listened on \(EADDRINUSE\)/],
  ])("%s", async (_what, args, message) => {
    const at = await testFolder();
    await writeFile(at("text"), "no database\n".repeat(100));
    await writeFile(at("ids"), "1\n2-3\nx\n");
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const filled = args.map((arg) => arg.replace("FOLDER", at()).replace("PORT", String(port)));
    const { code, stdout, stderr } = await runHere(["sync", ...filled], envOf({ url: "http://127.0.0.1:9" }));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.replaceAll(at(), "FOLDER")).toMatch(message);
    expect(stderr).not.toContain("top-secret");
    expect((await readdir(at())).sort()).toEqual(["ids", "text"]);
  });

  it("a missing key", async () => {
    const at = await testFolder();
    const { code, stderr } = await runHere(["sync", "--database", at("events.db"), ...once], {});
    expect([code, stderr]).toEqual([2, expect.stringContaining("There is no API key")]);
    expect(await readdir(at())).toEqual([]);
  });

  it("another server than that of its streams", async () => {
    const { sync, database, env } = await setUp({ events: 1 });
    await runHere([...sync, ...once], env);
    const before = await readFile(database);
    const { code, stderr } = await runHere([...sync, "--once"], {
      ...env,
      NP6_BASE_URL: "http://127.0.0.1:9",
    });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("not from http://127.0.0.1:9. Use the same server"),
    ]);
    expect(await readFile(database)).toEqual(before);
  });

  it("a removal of what is not there, of which nothing is removed", async () => {
    const { sync, database, env, all } = await setUp({ events: 1 });
    await runHere([...sync, ...once], env);
    const { code, stderr } = await runHere(["sync", "--database", database, "--remove", "156,9"], {});
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("no streams of notification 9. Nothing was removed"),
    ]);
    expect(all("SELECT DISTINCT state FROM np6_streams")).toEqual([{ state: "active" }]);
  });
});

describe("status", () => {
  it("shows a row a stream, the worst first, and a summary", async () => {
    const { sync, database, env } = await setUp({ events: 3 });
    await runHere([...sync, "--notification", "1,156", "--from", from, "--once"], env);
    const { code, stdout, stderr } = await runProgram(["status", "--database", database]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^kind +notification +newest +polled +next poll +events +late +changed +error$/);
    for (const line of lines.slice(1, 1 + kinds))
      expect(line).toMatch(/ +1 +- +\d+s ago +in .* 0 +0 +0 +GET .*404/);
    for (const line of lines.slice(1 + kinds, 1 + 2 * kinds))
      expect(line).toMatch(/ +156 +\d{4}-\S+Z +\d+s ago +in .* 3 +0 +0$/);
    expect(lines.at(-2)).toMatch(
      /^\d+ streams, 0 due, \d+ events, 0 late, 0 changed, \d+ with errors, largest lag 8d$/,
    );
  });

  it("gives JSON with the documented keys", async () => {
    const { sync, database, env } = await setUp({ events: 3 });
    await runHere([...sync, "--notification", "156", "--from", from, "--once"], env);
    const { stdout } = await runHere(["status", "--database", database, "--json"], {});
    const rows = JSON.parse(stdout);
    expect(rows).toHaveLength(kinds);
    expect(Object.keys(rows[0])).toEqual([
      "kind",
      "notificationId",
      "newestAt",
      "lastPolledAt",
      "nextPollAt",
      "events",
      "late",
      "changed",
      "error",
    ]);
    expect(rows[0]).toMatchObject({ notificationId: 156, events: 3, late: 0, changed: 0, error: null });
    expect(new Date(rows[0].nextPollAt).toISOString()).toBe(rows[0].nextPollAt);
  });

  it("has streams that failed before those that are further behind", async () => {
    const { sync, database, env } = await setUp({ events: 1 });
    await runHere([...sync, "--notification", "156", "--from", from, "--once"], env);
    const db = new DatabaseSync(database);
    db.exec(
      "UPDATE np6_streams SET error = 'it failed', cursor_at = '2100-01-01T00:00:00.000Z' WHERE kind = 'executions'",
    );
    db.close();
    const { stdout } = await runHere(["status", "--database", database, "--json"], {});
    expect(JSON.parse(stdout)[0]).toMatchObject({ kind: "executions", error: "it failed" });
  });

  it("of a database that does not exist ends with 2 and makes none", async () => {
    const at = await testFolder();
    const { code, stderr } = await runHere(["status", "--database", at("events.db")], {});
    expect([code, stderr]).toEqual([2, `${at("events.db")}: there is no such file.\n`]);
    expect(await readdir(at())).toEqual([]);
  });

  it("of a database without active streams is a summary", async () => {
    const { sync, database, env } = await setUp({ events: 1 });
    await runHere([...sync, ...once], env);
    await runHere(["sync", "--database", database, "--remove", "156-157"], {});
    const { stdout } = await runHere(["status", "--database", database], {});
    expect(stdout).toContain("\n0 streams, 0 due, 0 events, 0 late, 0 changed, 0 with errors, ");
    const store = sqliteStore(database);
    await store.open({ role: "visitor" });
    expect((await store.streams()).map(({ events }) => events)).toEqual(Array(2 * kinds).fill(1));
    await store.close();
  });
});
