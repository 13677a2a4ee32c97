import { appendFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "../sandbox/index.ts";
import { activation } from "../sandbox/testing/ask.ts";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { respond, silence, startServer } from "../transport/testing/server.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, parseLines, runProgram, start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

const hour = 3_600_000;
let sandbox: Sandbox;
let at: (name?: string) => string;
/** End of the history: behind lag and overlap. */
let to: number;
let env: Record<string, string>;
beforeEach(async () => {
  at = await testFolder();
  to = Date.now() - 10 * 60_000;
  sandbox = await startSandbox({ events: 900, from: to - 8 * hour, to });
  onTestFinished(() => sandbox.close());
  env = envOf(sandbox);
});

const args = (...more: string[]) => [
  ...["follow", "activations", "156", "--checkpoint", at("checkpoint"), "--from", String(to - 8 * hour)],
  ...more,
];
const once = (...more: string[]) => args("--once", ...more);
const toFile = (to = env) => runHere(once("--out", at("events")), to);
const fileText = () => readFile(at("events"), "utf8");
const state = async () => JSON.parse((await readFile(at("checkpoint"), "utf8")).split("\n")[1] ?? "");

/** What the server has, in ascending order. */
async function all(): Promise<unknown[]> {
  const path = `${eventsPath("activations")}?sort=asc`;
  return (await fetch(sandbox.url + path, { headers: keyHeaders(sandbox.key) })).json() as Promise<unknown[]>;
}

const onLinux = it.skipIf(process.platform !== "linux");

describe("np6-events follow --once", () => {
  it("writes each event as a line, then only new events, late ones too", async () => {
    const first = await runHere(once(), env);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(parseLines(first.stdout)).toEqual(await all());
    const late = activation("late", Date.now() - 60_000);
    sandbox.append("activations", late);
    expect(parseLines((await runHere(once(), env)).stdout)).toEqual([late]);
    expect(await runHere(once(), env)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("continues without --from, and rejects the checkpoint of another stream", async () => {
    await runHere(once(), env);
    const again = await runHere(
      args("--once").filter((arg) => !/^(?:--from|\d{13})$/.test(arg)),
      env,
    );
    expect(again).toEqual({ code: 0, stdout: "", stderr: "" });
    const other = ["follow", "executions", "156", "--checkpoint", at("checkpoint"), "--once"];
    const { code, stderr } = await runHere(other, env);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/follows activations of notification 156/)]);
    const elsewhere = await runHere(once(), { ...env, NP6_BASE_URL: "https://api.example" });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining(`at ${sandbox.url}`)]);
  });
});

describe("np6-events follow --out", () => {
  it("has each event in the file once, and cuts off what was not committed", async () => {
    expect(await toFile()).toEqual({ code: 0, stdout: "", stderr: "" });
    const committed = await fileText();
    expect(parseLines(committed)).toEqual(await all());
    expect((await state()).attachment).toEqual({ out: "events", bytes: Buffer.byteLength(committed) });
    await appendFile(at("events"), `${committed.slice(0, 2_000)}torn`);
    const late = activation("late-é", Date.now() - 60_000);
    sandbox.append("activations", late);
    expect((await toFile()).code).toBe(0);
    expect(await fileText()).toBe(`${committed}${JSON.stringify(late)}\n`);
  });

  it("writes an event as the server sent it", async () => {
    const event = `{"type":"other","timestamp":${to}.0,"orderId":9007199254740993,"dup":1,"dup":2}`;
    const empty = respond(200, {}, "[]");
    const server = await startServer((request, response) => {
      const { searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
      const [start, end] = ["start", "end"].map((name) => Date.parse(searchParams.get(name) ?? ""));
      if (Number(start) <= to && to < Number(end)) respond(200, {}, `[${event}]`)(request, response);
      else empty(request, response);
    });
    expect(await toFile(envOf(server))).toMatchObject({ code: 0, stderr: "" });
    expect(await fileText()).toBe(`${event}\n`);
  });

  it("writes the checkpoint before the first byte", async () => {
    const server = await startServer(silence);
    const program = start(once("--out", at("events")), { env: envOf(server) });
    await server.received(0);
    expect((await program.stop("SIGTERM")).code).toBe(130);
    expect([await fileText(), (await state()).attachment]).toEqual(["", { out: "events", bytes: 0 }]);
  });

  it("rejects a file that is not the checkpoint's, and touches nothing", async () => {
    await writeFile(at("events"), "precious\n");
    const foreign = await toFile();
    expect(foreign).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/not empty, but .* does not mention it/),
    });
    expect([await fileText(), await readdir(at())]).toEqual(["precious\n", ["events"]]);
    await truncate(at("events"));
    await toFile();
    const committed = await fileText();
    for (const [more, message] of [
      [["--out", at("other")], /belongs to the file events \(relative to its folder\), not other/],
      [[], /belongs to the file events .*Name that file with --out/],
    ] as const) {
      const { code, stderr } = await runHere(once(...more), env);
      expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    }
    await truncate(at("events"), committed.length - 10);
    expect(await toFile()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/the file was cut or replaced/),
    });
    await writeFile(at("events"), "x".repeat(committed.length + 1));
    expect(await toFile()).toMatchObject({ code: 2, stderr: expect.stringMatching(/no line ends where/) });
    expect((await readdir(at())).sort()).toEqual(["checkpoint", "events"]);
  });

  it("ends with 130 at SIGINT and goes on from there", async () => {
    const program = start(args("--out", at("events"), "--lag", "0ms", "--every", "20ms"), { env });
    let written = "";
    while (written.split("\n").length <= 900) {
      await sleep(20);
      written = await fileText().catch(() => "");
    }
    expect(await program.stop("SIGINT")).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
    sandbox.append("activations", activation("meanwhile", Date.now() - 60_000));
    expect((await toFile()).code).toBe(0);
    expect(parseLines(await fileText())).toEqual(await all());
    expect((await readdir(at())).sort()).toEqual(["checkpoint", "events"]);
  });

  it("says what is wrong when the disk is full, and goes on once it is not", async () => {
    const full = { env, maxFileBlocks: 64 };
    const { code, stderr } = await runProgram(once("--out", at("events")), full);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/events cannot be written: EFBIG: file too large\.\n/),
    ]);
    expect((await toFile()).code).toBe(0);
    expect(parseLines(await fileText())).toEqual(await all());
  });

  it("rejects a second follower with another checkpoint, because they would overwrite each other", async () => {
    const server = await startServer(silence);
    const first = start(args("--out", at("events")), { env: envOf(server) });
    await server.received(0);
    const command = once("--out", at("events")).map((arg) => arg.replace(/checkpoint$/, "second"));
    command[3] = "--checkpoint";
    const { code, stderr } = await runHere(command, env);
    expect([code, stderr]).toEqual([2, expect.stringMatching(`in use by process ${first.child.pid}`)]);
    expect(await readdir(at())).not.toContain("second");
  });
});

describe("a second follower on one checkpoint", () => {
  it("is rejected while the first lives, and takes over after kill -9", async () => {
    const first = start(args("--out", at("events")), { env });
    while (!(await fileText().catch(() => ""))) await sleep(20);
    const rejected = await toFile();
    expect(rejected.code).toBe(2);
    expect(rejected.stderr).toMatch(`checkpoint: in use by process ${first.child.pid}. Stop that one`);
    await first.stop("SIGKILL");
    expect(await toFile()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(parseLines(await fileText())).toEqual(await all());
    expect((await readdir(at())).sort()).toEqual(["checkpoint", "events"]);
  });
});

describe("np6-events follow to stdout", () => {
  it("ends quietly with 0 when its reader closes the pipe, and continues with events that the pipe had not taken", async () => {
    const program = start(args(), { env });
    program.child.stdout?.once("data", () => program.child.stdout?.destroy());
    expect(await program.ended).toMatchObject({ code: 0, stderr: "" });
    const rest = parseLines((await runHere(once(), env)).stdout);
    expect(rest.length).toBeGreaterThan(100);
    expect(rest).toEqual((await all()).slice(-rest.length));
  });

  onLinux("says that the disk is full, and gives the same again", async () => {
    const { code, stderr } = await runProgram(once(), { env, stdout: "/dev/full" });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^The output cannot be written: ENOSPC: no space left/),
    ]);
    expect(parseLines((await runHere(once(), env)).stdout)).toEqual(await all());
  });

  // Root may write to any folder of a disk, but not to this one.
  onLinux("rejects a checkpoint in a folder that can't be written to", async () => {
    const { code, stdout, stderr } = await runHere(
      once().map((arg) => (arg === at("checkpoint") ? "/sys/np6.checkpoint" : arg)),
      env,
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^checkpoint \/sys\/np6\.checkpoint: it can't be locked: E(?:ACCES|ROFS|PERM): /);
  });
});
