import { chmod, lstat, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../sandbox/index.ts";
import { activation, from, to } from "../sandbox/testing/ask.ts";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { begin, respond, startServer } from "../transport/testing/server.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, parseLines, runProgram, start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

let sandbox: Sandbox;
let all: unknown[];
beforeAll(async () => {
  sandbox = await startSandbox({ events: 1_500, from, to });
  sandbox.append("activations", { type: "activation", id: "odd", timestamp: to - 1, extra: [1, null] });
  const response = await fetch(`${sandbox.url}${eventsPath("activations")}?sort=asc`, {
    headers: keyHeaders(sandbox.key),
  });
  all = (await response.json()) as unknown[];
});
afterAll(() => sandbox.close());

const pull = ["pull", "activations", "156"];
const one = (n: number) => JSON.stringify(activation(`event-${n}`, to - n));

describe("np6-events pull writes what the server sent, unknown events too,", () => {
  it("as one JSON a line, in the order asked for", async () => {
    const { code, stdout, stderr } = await runHere([...pull, "--sort", "asc"], envOf(sandbox));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(parseLines(stdout)).toEqual(all);
    expect(all).toHaveLength(1_501);
  });

  it("from a half-open window, by ISO date or epoch milliseconds", async () => {
    const [first, second] = [from + 86_400_000, from + 2 * 86_400_000];
    const bounds = ["--start", new Date(first).toISOString(), "--end", String(second), "--sort", "desc"];
    const { stdout } = await runHere([...pull, ...bounds], envOf(sandbox));
    const inside = (all as { timestamp: number }[]).filter(
      (e) => e.timestamp >= first && e.timestamp < second,
    );
    expect(inside.length).toBeGreaterThan(100);
    expect(parseLines(stdout)).toEqual(inside.reverse());
  });

  it("from a date, which means midnight UTC, or since a duration ago", async () => {
    const day = new Date(from + 86_400_000).toISOString().slice(0, 10);
    const expected = (all as { timestamp: number }[]).filter(({ timestamp }) => timestamp >= Date.parse(day));
    expect(expected.length).toBeGreaterThan(100);
    const dated = await runHere([...pull, "--start", day, "--sort", "asc"], envOf(sandbox));
    expect(parseLines(dated.stdout)).toEqual(expected);
    const recent = await runHere([...pull, "--since", "36500d", "--sort", "asc"], envOf(sandbox));
    expect(parseLines(recent.stdout)).toEqual(all);
    const none = await runHere([...pull, "--since", "1ms"], envOf(sandbox));
    expect(none).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("as one JSON array with --format json, also without any event", async () => {
    const args = [...pull, "--format", "json", "--sort", "asc"];
    expect(JSON.parse((await runHere(args, envOf(sandbox))).stdout)).toEqual(all);
    const none = await runHere([...args, "--start", "2030-01-01T00:00:00Z"], envOf(sandbox));
    expect(none).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
  });

  it("as a table with --format csv", async () => {
    const { stdout } = await runHere([...pull, "--format", "csv", "--sort", "asc"], envOf(sandbox));
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^type,id,timestamp,published_at,identity\.type,.*,raw$/);
    expect(lines).toHaveLength(1_501 + 2);
    expect(lines.at(-2)).toMatch(
      /^activation,odd,\d+,\d{4}-\d\d-\d\dT[\d:.]+Z,,.*,"\{""type"":""activation"",.*""extra"":\[1,null\]\}"$/,
    );
  });
});

describe("np6-events pull changes no character of an event that JavaScript's numbers cannot hold", () => {
  const changed = '"orderId":9007199254740993,"ratio":1e400,"price":10.00,"dup":1,"dup":2,"half":"\\ud800"';
  const unknown = `{"type":"other",${changed}}`;
  const serve = (text: string) => startServer(begin([text], (response) => response.end()));

  it.each([
    ["ndjson", (text: string) => `${text}\n`],
    ["json", (text: string) => `[\n${text}\n]\n`],
    ["csv", (text: string) => expect.stringContaining(`,"${text.replaceAll('"', '""')}"\n`)],
  ])("as %s", async (format, expected) => {
    const server = await serve(`[${unknown}]`);
    const { stdout } = await runHere([...pull, "--format", format], envOf(server));
    expect(stdout).toEqual(expected(unknown));
  });

  it("and keeps it on one line, however the server breaks its lines", async () => {
    const server = await serve(
      `[\r\n  {\r\n    "type": "other",\n\t"text": "two  spaces", "price": 10.00\n  }\n]`,
    );
    const { stdout } = await runHere(pull, envOf(server));
    expect(stdout).toBe('{"type": "other","text": "two  spaces", "price": 10.00}\n');
  });

  it("and repeats a documented event under raw in a table only where a number in it changed", async () => {
    const exact = one(1).replace(/"timestamp":\d+/, '"timestamp":1767225600000.0');
    const server = await serve(`[${exact},${one(2).replace("{", "{ ").replace("event", "\\u0065vent")}]`);
    const { stdout } = await runHere([...pull, "--format", "csv"], envOf(server));
    const [, first, second] = stdout.split("\n");
    expect(first).toContain(exact.replaceAll('"', '""'));
    expect(second).toMatch(/^activation,event-2,.*,$/);
  });
});

describe("np6-events pull writes events as they arrive", () => {
  it.each(["ndjson", "json", "csv"])("as %s", async (format) => {
    let finish = (): void => {};
    const server = await startServer(
      begin([`[${one(1)},`], (response) => {
        finish = () => response.end(`${one(2)}]`);
      }),
    );
    const program = start([...pull, "--format", format], { env: envOf(server) });
    // A program that collects the array would never show it, and the test would not end.
    await program.shows("stdout", "event-1");
    finish();
    expect(await program.ended).toMatchObject({ code: 0, stdout: expect.stringContaining("event-2") });
  });

  it("and never closes the array of a response that broke off", async () => {
    const server = await startServer(begin([`[${one(1)},`, one(2)], (response) => response.end()));
    const { code, stdout, stderr } = await runHere([...pull, "--format", "json"], envOf(server));
    expect(code).toBe(1);
    expect(stdout).toContain("event-1");
    expect(() => JSON.parse(stdout)).toThrow(SyntaxError);
    expect(stderr).toMatch(/^GET \S+: .+\n$/);
    expect(stderr).toContain(`GET ${eventsPath("activations")}: `);
  });
});

describe("np6-events pull --out", () => {
  it("creates or changes the file when it is complete, and keeps its permissions", async () => {
    const at = await testFolder();
    const args = [...pull, "--sort", "asc", "--out", at("events")];
    expect(await runHere(args, envOf(sandbox))).toEqual({
      code: 0,
      stdout: "",
      stderr: `Wrote 1,501 events to ${at("events")}\n`,
    });
    expect(parseLines(await readFile(at("events"), "utf8"))).toEqual(all);
    await writeFile(at("events"), "old");
    await chmod(at("events"), 0o600);
    await symlink(at("events"), at("link"));
    await runHere([...pull, "--out", at("link")], envOf(sandbox));
    expect(parseLines(await readFile(at("events"), "utf8"))).toHaveLength(1_501);
    expect((await stat(at("events"))).mode & 0o777).toBe(0o600);
    expect((await readdir(at())).sort()).toEqual(["events", "link"]);
  });

  it("makes the file that a link leads to, and keeps the link", async () => {
    const at = await testFolder();
    await symlink("events", at("link"));
    expect((await runHere([...pull, "--out", at("link")], envOf(sandbox))).code).toBe(0);
    expect(parseLines(await readFile(at("events"), "utf8"))).toHaveLength(1_501);
    expect((await readdir(at())).sort()).toEqual(["events", "link"]);
    expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
  });

  it("leaves the old file and nothing else behind when it is ended", async () => {
    const at = await testFolder();
    await writeFile(at("events"), "old");
    const server = await startServer(begin([`[${one(1)},`]));
    const program = start([...pull, "--out", at("events")], { env: envOf(server) });
    await server.received(0);
    expect(await readdir(at())).toHaveLength(2);
    expect(await program.stop("SIGTERM")).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
    expect(await readdir(at())).toEqual(["events"]);
    expect(await readFile(at("events"), "utf8")).toBe("old");
  });

  it("leaves the old file and nothing else behind if the response breaks off, or the disk is full", async () => {
    const at = await testFolder();
    await writeFile(at("events"), "old");
    const server = await startServer(begin([`[${one(1)},`], (response) => response.end()));
    const args = [...pull, "--out", at("events")];
    expect((await runHere(args, envOf(server))).code).toBe(1);
    const full = await runProgram(args, { env: envOf(sandbox), maxFileBlocks: 64 });
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(/events cannot be written: EFBIG: file too large\.\n$/);
    expect(await readdir(at())).toEqual(["events"]);
    expect(await readFile(at("events"), "utf8")).toBe("old");
  });
});

describe("np6-events pull ends", () => {
  it("quietly with 0 when its reader closes the pipe, as `head -1` does", async () => {
    const program = start(pull, { env: envOf(sandbox) });
    program.child.stdout?.once("data", () => program.child.stdout?.destroy());
    expect(await program.ended).toMatchObject({ code: 0, stderr: "" });
  });

  it.each(["SIGINT", "SIGHUP"] as const)("with 130 at %s, also before the response", async (signal) => {
    const server = await startServer(() => {});
    const program = start(pull, { env: envOf(server) });
    await server.received(0);
    expect(await program.stop(signal)).toEqual({ code: 130, stdout: "", stderr: "Interrupted.\n" });
    await server.closed(0);
  });

  it("with 1 and the reason when the API rejects, or no server responds", async () => {
    const server = await startServer(respond(403, { "x-request-id": "trace-1" }));
    const rejected = await runHere(pull, envOf(server));
    expect(rejected).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/403.*trace-1/) });
    const gone = await startSandbox();
    await gone.close();
    const nobody = await runHere(pull, envOf(gone));
    expect(nobody).toMatchObject({ code: 1, stdout: "" });
    const lines = nobody.stderr.trim().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/ECONNREFUSED.*check the network and NP6_BASE_URL/);
    expect(lines[0]).toMatch(/; next attempt (?:in \d\.\d s|now)$/);
  });

  it.skipIf(process.platform !== "linux")("with 1 and the reason when stdout is a full disk", async () => {
    const { code, stderr } = await runProgram(pull, { env: envOf(sandbox), stdout: "/dev/full" });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^The output cannot be written: ENOSPC: no space left/),
    });
  });
});
