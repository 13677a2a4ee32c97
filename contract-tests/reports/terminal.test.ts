import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test, vi } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { applyBaseline } from "../baseline.ts";
import { describeFailure, terminalReport } from "./terminal.ts";
import { endIncluded } from "./testing/faults.ts";
import { sharedReport } from "./testing/judge-sandbox.ts";

const report = await sharedReport(endIncluded);
const pipe = new PassThrough();
const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 70 });

/** What decides on colour; test runners and CI servers set some of it. */
function stubTerminal(env: Readonly<Record<string, string>>): void {
  const names = [
    "FORCE_COLOR",
    "NO_COLOR",
    "NODE_DISABLE_COLORS",
    "CI",
    "TEAMCITY_VERSION",
    "TMUX",
    "COLORTERM",
  ];
  for (const name of names) vi.stubEnv(name, env[name]);
  vi.stubEnv("TERM", "xterm-256color");
}

test("a pipe gets no colour, a terminal does, and the words are the same", () => {
  stubTerminal({});
  const plain = terminalReport(report, pipe);
  const coloured = terminalReport(report, terminal);
  expect(stripVTControlCharacters(plain)).toBe(plain);
  expect(coloured).not.toBe(stripVTControlCharacters(coloured));
  expect(stripVTControlCharacters(coloured).replace(/\s+/g, " ")).toBe(plain.replace(/\s+/g, " "));
});

test("NO_COLOR turns off colour on a terminal", () => {
  stubTerminal({ NO_COLOR: "1" });
  const text = terminalReport(report, terminal);
  expect(stripVTControlCharacters(text)).toBe(text);
});

test("FORCE_COLOR turns on colour in a pipe, for the log of a CI server", () => {
  stubTerminal({ FORCE_COLOR: "1" });
  expect(terminalReport(report, pipe)).toContain("\u001b[");
});

test("the causes come first, each with an example, and the violations that they explain are folded", () => {
  const text = terminalReport(report, pipe);
  const [, first = ""] = text.split("\n");
  expect(first).toMatch(
    /^✗ The server treats `end` as inclusive: (\d+) of \1 requests whose `end` is the time of an event show it\.$/,
  );
  expect(text).toContain("\n    expected  every timestamp < end\n");
  expect(text).toMatch(
    /\n {4}explains {2}window-end, [\s\S]*results\)\n {4}contract {2}#\/components\/parameters\/end\n/,
  );
  expect(text).not.toContain("FAILED window-end");
});

test("a cause that refutes an assumption has its sign, unless assumptions fail the run", () => {
  const [cause] = report.causes;
  if (cause === undefined) throw new Error("The faulty server has no cause.");
  const refuting = { ...report, causes: [{ ...cause, evidence: "assumed" }] } as const;
  expect(terminalReport(refuting, pipe)).toMatch(/^\n≠ The server treats `end`/);
  expect(terminalReport({ ...refuting, strict: true }, pipe)).toMatch(/^\n✗ The server treats `end`/);
});

test("causes for which there is no room are counted", () => {
  const [cause] = report.causes;
  if (cause === undefined) throw new Error("The faulty server has no cause.");
  const text = terminalReport({ ...report, causes: Array.from({ length: 14 }, () => cause) }, pipe);
  expect(text).toContain("\n… and 2 other causes, which the whole report has.\n");
});

test("one defect on every endpoint is reported once, with all endpoints", () => {
  const text = terminalReport({ ...report, causes: [] }, pipe);
  expect(text.match(/FAILED window-end {2}/g)).toHaveLength(1);
  const [, section = ""] = text.split("FAILED window-end  ");
  const [own = ""] = section.split("\n\n");
  expect(own.match(/^ {4}expected {2}every timestamp < end$/gm)).toHaveLength(1);
  expect(own).toContain(`\n    on        ${eventKinds.join(", ")}\n`);
  expect(own).toMatch(/\n {4}at {8}event \d+, \/timestamp, on activations\n {4}try {7}curl -i "/);
});

test("one failed check is described in the lines of the report", () => {
  const row = report.results.find(
    ({ check, endpoint }) => check === "window-end" && endpoint === "executions",
  );
  if (row === undefined) throw new Error("window-end was not judged");
  const text = describeFailure(row);
  expect(text).toMatch(
    /FAILED window-end {2}.*\n {4}on {8}executions\n {4}expected {2}every timestamp < end\n/,
  );
  expect(text.split("\n").length).toBeLessThan(15);
});

test("for a server that breaks everything, the first checks are shown in full, the others in one line each", () => {
  const results = report.results.map((row) => ({
    ...row,
    outcome: "failed" as const,
    violations: violation,
  }));
  const text = terminalReport({ ...report, causes: [], results }, pipe);
  const ids = new Set(results.map(({ check }) => check));
  expect(text.match(/FAILED /g)).toHaveLength(ids.size);
  expect(text.match(/^ {4}expected /gm)?.length).toBeLessThan(40);
});

test("the verdict is the last line, before the prompt", () => {
  expect(terminalReport(report, pipe).split("\n").slice(-2)).toEqual([
    expect.stringMatching(/^The server violates the contract: \d+ checks failed\.$/),
    expect.stringMatching(/^In addition, \d+ checks refuted an assumption\.$/),
  ]);
});

const written = { reportDirectory: "reports/here" };

test("the summary points to the whole report, and after a live run to the open questions", () => {
  const lines = terminalReport({ ...report, target: "live" }, pipe, written).split("\n");
  expect(lines).toContain("The whole report: reports/here/report.html");
  expect(lines).toContain("The open questions: reports/here/open-questions.md");
  expect(terminalReport(report, pipe, written)).not.toContain("open-questions.md");
});

test("a list of checks is wrapped at the width of the terminal", () => {
  const mock = { ...report, results: report.results.map((row) => ({ ...row, ...notExercised })) };
  const lines = terminalReport(mock, terminal).split("\n").map(stripVTControlCharacters);
  const list = lines.filter((line) => /^ {4}\S/.test(line));
  expect(list.length).toBeGreaterThan(5);
  expect(Math.max(...list.map((line) => line.length))).toBeLessThanOrEqual(70);
});

test("the summary distinguishes known, new and vanished violations", () => {
  const known = report.results.flatMap(({ check, endpoint, violations }) =>
    violations.map(({ fingerprint }) => ({ fingerprint, check, endpoint, note: "ticket 12" })),
  );
  const gone = { fingerprint: "000000000000", check: "sort-asc", endpoint: "executions", note: "" };
  const text = terminalReport(applyBaseline(report, [...known, gone]), pipe);
  expect(text).toContain("KNOWN window-end");
  expect(text).toContain("baseline  ticket 12");
  expect(text).not.toContain("FAILED");
  expect(text.split("\n").slice(-2)).toEqual([
    expect.stringMatching(/^No new violations: \d+ checks failed as the baseline says\.$/),
    "In addition, the baseline names 1 violation that did not occur.",
  ]);
  expect(text).toContain("which keeps the notes:\n    000000000000 sort-asc on executions");
});

const violation = report.results.flatMap(({ violations }) => violations).slice(0, 1);
const notExercised = { outcome: "not-exercised", reason: "no-events", violations: [] } as const;
