import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNp6Client } from "../client/client.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { viewName } from "../sync/view-columns.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, runProgram, start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";
import { setUpSync, streamsOfOne, syncFrom, syncOnce } from "./testing/sync-set-up.ts";

async function served({ url, key }: Sandbox, id: number, kind: EventKind): Promise<string[]> {
  const np6 = createNp6Client({ apiKey: key, baseUrl: url });
  return (await np6[kind](id)).map((event) => event.id ?? "none").sort();
}

describe("sync --once", () => {
  it("leaves exactly the server's events in the database, and changes nothing the second time", async () => {
    const { sandbox, sync, all, env } = await setUpSync();
    expect(await runProgram([...sync, ...syncOnce], { env })).toEqual({
      code: 0,
      stdout: "",
      stderr: `${2 * streamsOfOne} streams, ${40 * streamsOfOne} new events, 0 of them late.\n`,
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
    const { sync, all, env } = await setUpSync();
    const { code, stderr } = await runHere(
      [...sync, "--notification", "1,156", "--kinds", "activations,executions", "--from", syncFrom, "--once"],
      env,
    );
    expect(code).toBe(1);
    expect(stderr).toContain("4 streams, 40 new events, 0 of them late.\n2 of 4 streams failed:\n");
    expect(stderr).toMatch(/^ {2}activations of notification 1: GET .*: 404 Not Found/m);
    expect(all("SELECT DISTINCT kind FROM np6_events")).toHaveLength(2);
  });

  it("takes ids from a file, with ranges and comments, and streams that are there from the database", async () => {
    const { sync, at, all, env } = await setUpSync({ notifications: [1, 5, 6, 7, 156] });
    await writeFile(at("ids"), "\uFEFF# mine\n1\r\n5-7 # a range\n\n  6, 1\n");
    const args = [
      ...sync,
      "--notifications",
      at("ids"),
      "--notification",
      "156",
      "--from",
      syncFrom,
      "--once",
    ];
    expect(await runHere(args, env)).toMatchObject({ code: 0 });
    const ids = all("SELECT DISTINCT notification_id AS id FROM np6_streams ORDER BY 1");
    expect(ids.map(({ id }) => id)).toEqual([1, 5, 6, 7, 156]);
    expect((await runHere([...sync, "--once"], env)).stderr).toMatch(
      new RegExp(`^${5 * streamsOfOne} streams, 0 new events`),
    );
  });

  it("finds its database in the environment, and takes sqlite: as a name of files", async () => {
    const { sync, database, all, env } = await setUpSync();
    const args = ["sync", "--max-rps", "1000", ...syncOnce];
    await runHere(args, { ...env, NP6_DATABASE_URL: `sqlite:${database}` });
    expect(all("SELECT * FROM np6_streams")).toHaveLength(2 * streamsOfOne);
    expect(await runHere([...sync, "--database", `sqlite://${database}`, "--once"], env)).toMatchObject({
      code: 0,
    });
  });

  it("ends with 1 if the key is rejected, and never shows it", async () => {
    const { sync, env } = await setUpSync();
    const { code, stderr } = await runHere([...sync, ...syncOnce], { ...env, NP6_API_KEY: "some-other-key" });
    expect(code).toBe(1);
    expect(stderr).toContain("401 Unauthorized");
    expect(stderr).not.toContain("other-key");
  });
});

describe("a running sync", () => {
  it("stores what comes, tells of itself, ends with 130 on SIGTERM, and keeps others out meanwhile", async () => {
    const { sandbox, sync, all, database, env } = await setUpSync({ events: 3 });
    const args = [...sync, "--notification", "156", "--from", syncFrom, "--every", "100ms", "--lag", "0ms"];
    const running = start([...args, "--listen", "0"], { env });
    const [, url] = /Listening on (\S+)/.exec(await running.shows("stderr", "\n")) ?? [];
    const read = async (path: string) => (await fetch(`${url}${path}`)).text();
    const until = async (met: () => Promise<boolean> | boolean) => {
      while (!(await met())) await new Promise(setImmediate);
    };
    await until(async () =>
      new RegExp(`^np6_events_total ${3 * streamsOfOne}$`, "m").test(await read("/metrics")),
    );
    sandbox.append("activations", { type: "activation", id: "new", timestamp: Date.now() - 2_000 });
    await until(() => all("SELECT 1 FROM np6_events WHERE event_id = 'new'").length === 1);
    const metrics = await read("/metrics");
    expect(metrics).toMatch(new RegExp(`^np6_streams ${streamsOfOne}$`, "m"));
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
      stderr: `${streamsOfOne} streams removed. Their events stay.\n`,
    });
    expect(all("SELECT DISTINCT state FROM np6_streams")).toEqual([{ state: "removed" }]);

    expect(await running.stop("SIGTERM")).toMatchObject({ code: 130 });
    expect(all("SELECT * FROM np6_events")).toHaveLength(3 * streamsOfOne + 1);
    expect(await runHere([...sync, "--notification", "156", "--once"], env)).toMatchObject({ code: 0 });
  });

  it("shows on a terminal how far it is", async () => {
    const { sync, env } = await setUpSync({ events: 3 });
    const args = [...sync, "--notification", "156", "--from", syncFrom];
    const running = start(args, { env, terminal: 120 });
    await running.shows("stderr", `${streamsOfOne} streams  0 due  ${3 * streamsOfOne} events`);
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
    [
      "a file that is no database",
      ["--database", "FOLDER/text", ...syncOnce],
      /text: it is no SQLite database/,
    ],
    [
      "a folder that is none",
      ["--database", "FOLDER/no/events.db", ...syncOnce],
      /Check that its folder exists/,
    ],
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
      [...here, "--notification", "7", "--from", "2026-01-01T00:00:00"],
      /^from: "2026-01-01T00:00:00"/,
    ],
    ["ids that are none", [...here, "--notification", "a"], /"a" is neither an id nor a range/],
    ["an id too large", [...here, "--notification", "2147483648", "--from", syncFrom], /2147483648/],
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
    ["an address that is none", [...here, ...syncOnce, "--listen", "http://x"], /--listen is \[HOST:\]PORT/],
    ["a port that is none", [...here, ...syncOnce, "--listen", "65536"], /--listen is \[HOST:\]PORT/],
    [
      "a port that is in use",
      [...here, ...syncOnce, "--listen", "PORT"],
      /cannot be listened on \(EADDRINUSE\)/,
    ],
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
    const { code, stderr } = await runHere(["sync", "--database", at("events.db"), ...syncOnce], {});
    expect([code, stderr]).toEqual([2, expect.stringContaining("There is no API key")]);
    expect(await readdir(at())).toEqual([]);
  });

  it("another server than that of its streams", async () => {
    const { sync, database, env } = await setUpSync({ events: 1 });
    await runHere([...sync, ...syncOnce], env);
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
    const { sync, database, env, all } = await setUpSync({ events: 1 });
    await runHere([...sync, ...syncOnce], env);
    const { code, stderr } = await runHere(["sync", "--database", database, "--remove", "156,9"], {});
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("no streams of notification 9. Nothing was removed"),
    ]);
    expect(all("SELECT DISTINCT state FROM np6_streams")).toEqual([{ state: "active" }]);
  });
});
