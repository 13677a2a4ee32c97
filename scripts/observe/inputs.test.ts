import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { runCommandHere } from "../testing/run-command-here.ts";
import { observeCommand } from "./command.ts";
import { listFiles, readEventFiles } from "./read-files.ts";
import { eventsWith, plantedValues } from "./testing/base-events.ts";
import { forms, recordedAnswer } from "./testing/big-recording.ts";

const { path: folder, remove } = temporaryFolder("observe-inputs");
afterAll(remove);
const events = eventsWith();

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

async function read(file: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const batch of readEventFiles(file)) found.push(...batch.events);
  return found;
}

const api = "https://api-cm.np6.com";
const head = (baseUrl: string) => JSON.stringify({ recording: 1, name: "live", settings: { baseUrl } });
function answer(body: string | Buffer, status = 200, headers: readonly (readonly string[])[] = []): string {
  const encoded = Buffer.from(body).toString("base64");
  return JSON.stringify({
    kind: "activations",
    plan: { query: [] },
    answer: { status, headers, body: encoded },
  });
}

describe("events are read from", () => {
  test("one JSON array", async () => {
    expect(await read(await write("array.json", `\uFEFF ${JSON.stringify(events, null, 2)}`))).toEqual(
      events,
    );
  });

  test("one event a line, whatever ends the line", async () => {
    const lines = events.map((event) => JSON.stringify(event));
    expect(await read(await write("lines.ndjson", `\uFEFF${lines.join("\r\n\n")}`))).toEqual(events);
  });

  test.each<[how: string, between: string]>([
    ["a line", "\n"],
    ["a line, whatever ends it", " \r\n\r\n\t"],
  ])("one array %s", async (_how, between) => {
    const arrays = ["[]", JSON.stringify(events.slice(0, 2)), "[ ]", JSON.stringify(events.slice(2))];
    const file = await write("arrays.ndjson", `\uFEFF\n${arrays.join(between)}\n`);
    expect(await read(file)).toEqual(events);
  });

  test("events and arrays on the lines of one file", async () => {
    const [first, ...others] = events;
    const file = await write("mixed.ndjson", `${JSON.stringify(first)}\n${JSON.stringify(others)}`);
    expect(new Set(await read(file))).toEqual(new Set(events));
  });

  test("one array whose first line ends with a list", async () => {
    expect(await read(await write("lists.json", '[{"a":[1]\n,"b":[]},[2]\n,\n[3]]'))).toEqual([
      { a: [1], b: [] },
      [2],
      [3],
    ]);
  });

  test("a recording of the suite, each event once, and nothing of an error response", async () => {
    const whole = JSON.stringify(events);
    const lines = [
      head(api),
      answer(whole),
      answer(gzipSync(whole), 200, [["content-encoding", "gzip"]]),
      answer(whole.slice(0, -20)),
      answer('[{"type":"refused"}]', 403),
      JSON.stringify({ kind: "activations", answer: "request-budget" }),
    ];
    expect(await read(await write("recording.ndjson", lines.join("\n")))).toEqual(events);
  });

  test.each(forms)("the file of the memory measurement (%s)", async (form) => {
    const file = await write(`${form}.ndjson`, [...recordedAnswer(form, 100_000)].join(""));
    expect((await read(file)).length).toBeGreaterThan(100);
  });

  test("every file of a folder", async () => {
    await mkdir(join(folder, "some"));
    await write("some/b.ndjson", "{}");
    await write("some/c.jsonl", "{}");
    await write("some/a.json", "[]");
    await write("some/notes.txt", "");
    const files = await listFiles([join(folder, "some")]);
    expect(files).toEqual([
      join(folder, "some/a.json"),
      join(folder, "some/b.ndjson"),
      join(folder, "some/c.jsonl"),
    ]);
  });
});

describe("an input is rejected, without quoting it:", () => {
  const [address] = plantedValues;
  test.each([
    [
      "an array that breaks off",
      `[{"unicity":"x"},{"unicity":"${address}"`,
      /is damaged \(truncated\), after 1 events/,
    ],
    [
      "an array that breaks off on a later line",
      `[{}]\n[{"unicity":"${address}"`,
      /line 2 is not a JSON object/,
    ],
    ["a text", `dear ${address}`, /line 1 is not a JSON object/],
    ["a broken line", `{}\n{"unicity":"${address}"`, /line 2 is not a JSON object/],
  ])("%s", async (_, text, message) => {
    const error = await read(await write("broken", text)).catch((reason) => reason);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain(address);
  });

  test("a path that does not exist, and a folder without responses", async () => {
    await expect(listFiles([join(folder, "none")])).rejects.toThrow("does not exist");
    await mkdir(join(folder, "empty"));
    await expect(listFiles([join(folder, "empty")])).rejects.toThrow("has no .json, .jsonl or .ndjson");
  });
});

const command = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  runCommandHere(observeCommand, args, env);

describe("npm run observe", () => {
  test("reads a live server with the suite's settings, and prints neither key nor contact", async () => {
    const sandbox = await startSandbox({ events: 30, key: String(plantedValues[3]) });
    try {
      const env = {
        NP6_BASE_URL: sandbox.url,
        NP6_API_KEY: sandbox.key,
        NP6_NOTIFICATION_ID: "156",
        NP6_WINDOW: "2000-01-01T00:00:00Z/2100-01-01T00:00:00Z",
      };
      const { code, output } = await command(["--live"], env);
      expect(output).toMatch(/^[1-9]\d* events.*: [1-9]\d* [\w-]+(, [1-9]\d* [\w-]+)*$/m);
      expect(code).toBe(0);
      expect(output).toContain("No proposal");
      expect(output).not.toMatch(new RegExp(`${plantedValues[3]}|@example`));
    } finally {
      await sandbox.close();
    }
  });

  test("proposes nothing from a recording of another server than the API", async () => {
    const recording = (baseUrl: string) =>
      write("recorded.ndjson", [head(baseUrl), answer(JSON.stringify(events))].join("\n"));
    const { code, output } = await command([await recording("http://127.0.0.1:4010")]);
    expect(code).toBe(0);
    expect(output).toContain("30 events");
    expect(output).toContain("No proposal");
    expect(output).not.toContain("+++ b/");
    expect((await command([await recording(api)])).output).toContain("+++ b/");
  });

  test("says so when it learnt nothing", async () => {
    for (const text of ["", "[]"])
      expect(await command([await write("nothing.json", text)])).toMatchObject({
        code: 0,
        output: expect.stringContaining("Nothing was learnt: there was no event."),
      });
  });

  test("takes the proposals of a report of the suite, and none from one of the sandbox", async () => {
    const pointer = "#/components/headers/retry-after";
    const proposal = { file: "", pointer, level: "assumed", change: "observed", because: "one came" };
    const report = (isApi: boolean) =>
      JSON.stringify({
        schemaVersion: 2,
        results: [],
        openQuestions: { isApi, answers: [], proposals: [proposal] },
      });
    const real = await command(["--report", await write("api.json", report(true))]);
    // Of a contract that has it observed already, there is nothing to propose.
    expect(real.output).toMatch(/One came\. Before that|already says all of this/);
    expect(real.output).not.toContain("0 events");
    expect(real.code).toBe(0);
    const own = await command(["--report", await write("own.json", report(false))]);
    expect(own).toMatchObject({ code: 0, output: expect.stringContaining("No proposal") });
    const other = await command(["--report", await write("other.json", '{"schemaVersion":2,"results":[]}')]);
    expect(other).toMatchObject({ code: 2, output: expect.stringContaining("has no open questions") });
  });

  test("rejects a live server without a key, and both files and a live server", async () => {
    const rejected = await command(["--live"], { NP6_API_KEY: "", NP6_NOTIFICATION_ID: "" });
    expect(rejected).toMatchObject({ code: 2, output: expect.stringContaining("NP6_API_KEY") });
    expect((await command(["--live", "x.json"])).code).toBe(2);
  });
});
