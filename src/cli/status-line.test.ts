import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { NotificationEvent } from "../client/events.ts";
import { activation } from "../sandbox/testing/ask.ts";
import type { MaybeTerminal } from "./cli-io.ts";
import { type StatusLine, statusLine } from "./status-line.ts";

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
  const line: StatusLine = statusLine(
    { stdout: stream({ isTTY: dataOnTerminal }), stderr: stream({ isTTY, columns }) },
    toFile ? "file" : undefined,
    () => now,
  );
  return {
    line,
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
  it("says how many events, bytes and events a second, how much is done, how many were late, and the newest", () => {
    const { line, wait, drawn } = setUp();
    wait(2_000);
    line.add(events(3_000), 1_740_000, 0.4179, 2);
    expect(drawn()).toEqual([
      "3,000 events  1.7 MB  1,500 events/s  41 %  2 late  newest 2026-01-02T03:04:05.678Z",
    ]);
  });

  it("leaves out what it does not know", () => {
    const { line, wait, drawn } = setUp();
    wait(1_000);
    line.add([{ type: "unknown", timestamp: 1e300, raw: {} }], 3);
    expect(drawn()).toEqual(["1 events  0.0 MB  1 events/s"]);
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

  it("never wraps, for it could not be redrawn then", () => {
    const { line, drawn } = setUp({ columns: 20 });
    line.add(events(1_000), 0);
    expect(drawn()).toEqual(["1,000 events  0.0 M"]);
  });

  it("gives way to a note, and comes back", () => {
    const { line, drawn } = setUp();
    line.note("before");
    line.add(events(1), 0);
    line.note("in between");
    expect(drawn().map((text) => text.slice(0, 10))).toEqual(["1 events  ", "in between", "1 events  "]);
  });

  it.each([
    ["a log", { isTTY: false }],
    ["a terminal that the data go to, too", { dataOnTerminal: true, toFile: false }],
  ])("does not appear in %s, where only notes do", (_where, options) => {
    const { line, written } = setUp(options);
    line.add(events(1), 1, 0.5);
    line.note("a note");
    line.end();
    expect(written()).toBe("a note\n");
  });
});
