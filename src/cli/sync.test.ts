import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createNp6Client } from "../client/client.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { viewName } from "../sync/view-columns.ts";
import { start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";
import { setUpSync, streamsOfOne, syncFrom, syncOnce } from "./testing/sync-set-up.ts";

async function served({ url, key }: Sandbox, id: number, kind: EventKind): Promise<string[]> {
  const np6 = createNp6Client({ apiKey: key, baseUrl: url });
  return (await np6[kind](id)).map((event) => event.id ?? "none").sort();
}

describe("sync --once", () => {
  it("stores exactly the server's events, and changes nothing the second time", async () => {
    const { sandbox, sync, all, env } = await setUpSync();
    expect(await runHere([...sync, ...syncOnce], env)).toEqual({
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
    expect(await runHere([...sync, "--once"], env)).toMatchObject({ code: 0 });
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

  it("takes ids from a file, with ranges and comments, and existing streams from the database", async () => {
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
  it("stores new events, serves metrics, ends with 130 on SIGTERM, and keeps other syncs out", async () => {
    const { sandbox, sync, all, database, env } = await setUpSync({ events: 3 });
    const args = [...sync, "--notification", "156", "--from", syncFrom, "--every", "100ms", "--lag", "0ms"];
    const running = start([...args, "--listen", "0"], { env });
    const [, url] = /Listening on (\S+)/.exec(await running.shows("stderr", "\n")) ?? [];
    const read = async (path: string) => (await fetch(`${url}${path}`)).text();
    const until = async (met: () => Promise<boolean> | boolean) => {
      while (!(await met())) await sleep(20);
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

  it("shows its progress on a terminal", async () => {
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
