import { Writable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import type { NotificationEvent } from "../client/events.ts";
import { startSandbox } from "../sandbox/index.ts";
import { activation } from "../sandbox/testing/ask.ts";
import { manualPlatform } from "../transport/testing/manual-platform.ts";
import type { MaybeTerminal } from "./cli-io.ts";
import { type StatusLine, statusLine } from "./status-line.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, runProgram } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

/** A status line on a terminal, its clock, and what it wrote, each redrawing on a line of its own. */
function setUp({ columns = 200, isTTY = true, dataOnTerminal = false, toFile = true } = {}) {
  let written = "";
  const stream = (properties: object): MaybeTerminal =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          written += chunk;
          done();
        },
      }),
      properties,
    );
  let now = 1_000;
  const clock = manualPlatform(now);
  const line: StatusLine = statusLine(
    { stdout: stream({ isTTY: dataOnTerminal }), stderr: stream({ isTTY, columns }) },
    toFile ? "file" : undefined,
    { now: () => now, after: clock.after },
  );
  return {
    line,
    clock,
    wait: (ms: number) => {
      now += ms;
    },
    drawn: () => written.split("\r\u001b[K").slice(1),
    written: () => written,
  };
}

const newest = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const events = (count: number): NotificationEvent[] =>
  Array.from({ length: count }, (_, n) => activation(`event-${n}`, newest - n));

describe("the status line", () => {
  it("shows events, bytes, events a second, the share done, late events and the newest time", () => {
    const { line, wait, drawn } = setUp();
    wait(2_000);
    line.add(events(3_000), 1_740_000, 0.4179, 2);
    expect(drawn()).toEqual([
      "3,000 events  41 %  1.7 MB  1,500 events/s  2 late  newest 2026-01-02T03:04:05.678Z",
    ]);
  });

  it("leaves out what it does not know", () => {
    const { line, wait, drawn } = setUp();
    wait(1_000);
    line.add([{ type: "unknown", timestamp: 1e300, raw: {} }], 3);
    expect(drawn()).toEqual(["1 event  0.0 MB  1 events/s"]);
  });

  it("is drawn ten times a second at most, and at the end once more", () => {
    const { line, wait, drawn } = setUp();
    for (let n = 0; n < 30; n++) {
      wait(50);
      line.add(events(1), 0);
    }
    expect(drawn()).toHaveLength(15);
    line.end();
    line.end();
    expect(drawn()).toHaveLength(16);
    expect(drawn().at(-1)).toMatch(/^30 events {2}.*Z\n$/);
  });

  it("never wraps, because a wrapped line could not be redrawn", () => {
    for (const [columns, shown] of [
      [0, "1,000 events  50 %  0.0 MB  1,000,000 events/s  newest 2026-01-02T03:04:05.678Z"],
      [40, "1,000 events  50 %  0.0 MB"],
      [20, "1,000 events  50 %"],
      [8, "1,000 e"],
    ] as const) {
      const { line, drawn } = setUp({ columns });
      line.add(events(1_000), 0, 0.5);
      expect(drawn()).toEqual([shown]);
    }
  });

  it("gives way to a note, and comes back", () => {
    const { line, drawn } = setUp();
    line.note("before");
    line.add(events(1), 0);
    line.note("in between");
    expect(drawn().map((text) => text.slice(0, 10))).toEqual(["1 event  0", "in between", "1 event  0"]);
  });

  it("is one line a minute in a log, events or not, until the end", async () => {
    const { line, wait, clock, written } = setUp({ isTTY: false });
    line.add(events(1), 1_000_000, 0.5, 1);
    line.note("a note");
    wait(60_000);
    await clock.fire(60_000);
    wait(60_000);
    await clock.fire(60_000);
    line.end();
    const state = "1 event  50 %  1.0 MB  0 events/s  1 late  newest 2026-01-02T03:04:05.678Z";
    expect(written()).toBe(`a note\n${state}\n${state}\n`);
    expect(clock.pending()).toEqual([]);
  });

  it("does not appear on a terminal that the data go to, too, where only notes do", () => {
    const { line, written } = setUp({ dataOnTerminal: true, toFile: false });
    line.add(events(1), 1, 0.5);
    line.note("a note");
    line.end();
    expect(written()).toBe("a note\n");
  });
});

const hour = 3_600_000;
const to = Date.now() - hour;
const from = to - 24 * hour;

/** The arguments and environment of commands that have 2,000 events to write. */
async function startWork() {
  const at = await testFolder();
  const sandbox = await startSandbox({ events: 2_000, from, to });
  onTestFinished(() => sandbox.close());
  const bounds = ["--start", String(from), "--end", String(to), "--sort", "asc"];
  return {
    pull: ["pull", "activations", "156", ...bounds, "--out", at("events")],
    follow: ["follow", "activations", "156", "--once", "--checkpoint", at("c"), "--out", at("followed")],
    env: envOf(sandbox),
  };
}

/** The states of the status line, as drawn; the last one stays on the terminal. */
const states = (stderr: string) => stderr.trimEnd().split("\r\u001b[K").slice(1);

it("pull shows on a terminal how much it wrote and which share of the window is done", async () => {
  const { pull, env } = await startWork();
  const { code, stdout, stderr } = await runHere(pull, env, 120);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  const form = /^[\d,]+ events? {2}\d+ % {2}\d+\.\d MB {2}[\d,]+ events\/s {2}newest 20\d\d-\S+Z$/;
  const [lines = "", wrote] = stderr.replaceAll("\r\n", "\n").split(/\n(?=Wrote)/);
  for (const state of states(lines)) expect(state).toMatch(form);
  expect(states(lines).at(-1)).toMatch(/^2,000 events {2}100 % {2}1\.\d MB .* newest /);
  expect(wrote).toBe(`Wrote 2,000 events to ${pull.at(-1)}\n`);
});

it("follow shows on a terminal which share of the past is read", async () => {
  const { follow, env } = await startWork();
  const { code, stderr } = await runHere([...follow, "--from", String(from)], env, 120);
  expect(code).toBe(0);
  expect(states(stderr)[0]).toMatch(/^\d+ events {2}4 % .* newest /);
  expect(states(stderr).at(-1)).toMatch(/^2,000 events {2}100 % .* newest /);
});

it("draws nothing on a dumb terminal", async () => {
  const { pull, env } = await startWork();
  const { code, stderr } = await runProgram(pull, { env: { ...env, TERM: "dumb" }, terminal: 120 });
  expect({ code, lines: stderr.trimEnd().split(/\r?\n/) }).toEqual({
    code: 0,
    lines: [expect.stringMatching(/^Wrote 2,000 events to /)],
  });
});

it("pull and follow that take less than a minute show no progress when stderr is not a terminal", async () => {
  const { pull, follow, env } = await startWork();
  expect((await runHere(pull, env)).stderr).toBe(`Wrote 2,000 events to ${pull.at(-1)}\n`);
  expect((await runHere([...follow, "--from", String(from)], env)).stderr).toBe("");
});
