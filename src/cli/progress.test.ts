import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../sandbox/index.ts";
import { temporaryFolder } from "./testing/folder.ts";
import { envOf, run } from "./testing/program.ts";

const hour = 3_600_000;
const to = Date.now() - hour;
const from = to - 24 * hour;

async function setUp() {
  const at = await temporaryFolder();
  const sandbox = await startSandbox({ events: 2_000, from, to });
  onTestFinished(() => sandbox.close());
  const bounds = ["--start", String(from), "--end", String(to), "--sort", "asc"];
  return {
    pull: ["pull", "activations", "156", ...bounds, "--out", at("events")],
    follow: ["follow", "activations", "156", "--once", "--checkpoint", at("c"), "--out", at("followed")],
    env: envOf(sandbox),
  };
}

/** What was shown, state by state; the last one stays on the terminal. */
const states = (stderr: string) => stderr.trimEnd().split("\r\u001b[K").slice(1);

it("pull shows on a terminal what it wrote, and which part of the window is done, up to all of it", async () => {
  const { pull, env } = await setUp();
  const { code, stdout, stderr } = await run(pull, { env, terminal: 120 });
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  const form = /^[\d,]+ events {2}\d+\.\d MB {2}[\d,]+ events\/s {2}\d+ % {2}newest 20\d\d-\S+Z$/;
  for (const state of states(stderr)) expect(state).toMatch(form);
  expect(states(stderr).at(-1)).toMatch(/^2,000 events {2}1\.\d MB .* 100 % {2}newest /);
});

it("follow shows on a terminal how much of the past is caught up with", async () => {
  const { follow, env } = await setUp();
  const { code, stderr } = await run([...follow, "--from", String(from)], { env, terminal: 120 });
  expect(code).toBe(0);
  expect(states(stderr)[0]).toMatch(/^\d+ events .* 4 % {2}newest /);
  expect(states(stderr).at(-1)).toMatch(/^2,000 events .* 100 % {2}newest /);
});

it("neither shows anything where stderr is no terminal", async () => {
  const { pull, follow, env } = await setUp();
  expect((await run(pull, { env })).stderr).toBe("");
  expect((await run([...follow, "--from", String(from)], { env })).stderr).toBe("");
});
