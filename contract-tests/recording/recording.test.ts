import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import type { Stages } from "../../proofs/suite-faults/variant.ts";
import type { SandboxOptions } from "../../src/sandbox/options.ts";
import { standardStages } from "../../src/sandbox/stages.ts";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { keySent } from "../../src/shared/testing/event-request.ts";
import { liveRecorder } from "../engine/recorder.ts";
import type { ContractReport } from "../engine/report.ts";
import type { ContractSettings } from "../engine/settings.ts";
import { endIncluded, hostile, secrets } from "../reports/testing/faults.ts";
import { startTestTarget, testChoices } from "../reports/testing/judge-sandbox.ts";
import { runContract } from "../run-contract.ts";
import { openRecording, recordTo } from "./recording.ts";

const { path: folder, remove } = temporaryFolder("recording");
afterAll(remove);
let recordings = 0;

/** A server that sends these bytes and headers as every response, also where it should send an error. */
const sending = (bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Stages => ({
  finish: (reply) => ({
    ...reply,
    status: 200,
    headers: { "content-type": "application/json", ...headers },
    body: [bytes],
  }),
});
const personal = Buffer.from(`[{"unicity":"${secrets.address}","hash":"${secrets.hash}"}]`);

async function record(
  stages: Stages,
  choices: Partial<ContractSettings> = {},
  options: SandboxOptions = {},
): Promise<{ report: ContractReport; directory: string; key: string }> {
  const directory = join(folder, String(recordings++));
  const target = await startTestTarget(stages, options);
  try {
    const settings = { ...target.settings, ...testChoices, ...choices };
    const recorder = await recordTo(directory, target, liveRecorder(settings));
    return { report: await runContract("sandbox", settings, recorder), directory, key: settings.apiKey };
  } finally {
    await target.close();
  }
}

async function replay(directory: string, choices: Partial<ContractSettings> = {}): Promise<ContractReport> {
  const { name, settings, recorder } = await openRecording(directory);
  return runContract(name, { ...settings, ...testChoices, ...choices }, recorder);
}

/** All that a recording holds, with every body as its reader would see it. */
function readable(directory: string): string {
  const lines = readFileSync(join(directory, "recording.ndjson"), "utf8").trim().split("\n");
  const bodies = lines.slice(1).map((line) => {
    const body = Buffer.from((JSON.parse(line) as { answer: { body: string } }).answer.body, "base64");
    return (body[0] === 0x1f ? gunzipSync(body) : body).toString("latin1");
  });
  return [...lines, ...bodies].join("\n");
}

/** A check that needs the first request to each endpoint, and no other. */
const onlyFirst: ReadonlySet<string> = new Set(["rate-headers"]);

const withoutTimes = ({ startedAt: _, durationMs: __, ...report }: ContractReport) => report;

/** Checks that send a dozen requests to these servers, or more. */
const some: ReadonlySet<string> = new Set(["auth-missing", "content-encoding", "sort-mirror", "window-both"]);

const judgedWhole: Readonly<Record<string, Stages>> = {
  "that keeps the contract": {},
  "that breaks it": endIncluded,
  "that echoes the key and personal data": hostile,
};
/** Of them, the recording matters more than the verdicts. */
const judgedInPart: Readonly<Record<string, Stages>> = {
  "that breaks off its bodies": sending(personal.subarray(0, -12)),
  "that responds in Latin-1": sending(Buffer.from(`[{"unicity":"é ${secrets.address}"}]`, "latin1")),
  "that responds in UTF-16": sending(Buffer.from(personal.toString(), "utf16le")),
  "that compresses what is no JSON": sending(gzipSync(`<p>${secrets.address}</p>`), {
    "content-encoding": "gzip",
  }),
  "that says its plain body is compressed": sending(personal, { "content-encoding": "gzip" }),
  "that uses a coding nobody knows": sending(personal, { "content-encoding": "x-own" }),
  "that is slow to take requests in": {
    finish: (() => {
      let requests = 0;
      return (reply) =>
        ++requests === 9
          ? { ...reply, status: 429, headers: { "retry-after": "0", "x-note": secrets.address } }
          : reply;
    })(),
  },
};

const servers = [
  ...Object.entries(judgedWhole).map(([title, stages]) => [title, stages, {}] as const),
  ...Object.entries(judgedInPart).map(([title, stages]) => [title, stages, { checks: some }] as const),
];

test.for(servers)(
  "a recording of a server %s is judged as the server was, and holds no key, no address and no digest",
  async ([, stages, choices]) => {
    const { report, directory, key } = await record(stages, choices);
    expect(withoutTimes(await replay(directory, choices))).toEqual(withoutTimes(report));
    const text = readable(directory);
    const swapped = key.replace(/[a-z]/g, (letter) => letter.toUpperCase());
    const base64 = Buffer.from(`np6:${key}`).toString("base64").slice(6, -6);
    for (const secret of [key, key.slice(0, -1), swapped, base64, secrets.address, secrets.hash])
      expect(text).not.toContain(secret);
    expect(text.match(/[\w.-]@(?!example\.invalid)/g)).toBeNull();
  },
);

test("a recording made with a hexadecimal key is judged as one, because its letter case may have no meaning", async () => {
  const anyCase: Stages = {
    authorise: ({ headers }, { key }) =>
      String(keySent(headers)).toLowerCase() === key ? undefined : { status: 401, message: "unknown key" },
  };
  const choices = { checks: new Set(["auth-other-case"]) };
  const { report, directory } = await record(anyCase, choices, { key: "0f3a9c7e5b1d2468ace0" });
  expect(report.results.map(({ outcome }) => outcome)).toContain("refuted");
  expect(withoutTimes(await replay(directory, choices)).exitCode).toBe(report.exitCode);
});

test("a replay may be stricter, or judge fewer checks, than the run", async () => {
  const { directory } = await record(endIncluded);
  const report = await replay(directory, { strict: true, checks: new Set(["date-epoch-ms"]) });
  expect(report.results.map(({ check, outcome }) => [check, outcome])).toEqual(
    eventKinds.map(() => ["date-epoch-ms", "failed"]),
  );
});

test("a replay of a recording of version 0.1 gives the same verdicts", async () => {
  const report = await replay(fileURLToPath(new URL("../testing/recording-0.1", import.meta.url)));
  expect(report.exitCode).toBe(1);
  const judged = report.results.filter(({ reason }) => reason !== "not-recorded");
  const outcomes = judged.map(({ check, endpoint, outcome }) => `${check} ${endpoint} ${outcome}`);
  expect(outcomes).toEqual(
    expect.arrayContaining([
      "auth-missing activations passed",
      "auth-missing executions passed",
      "auth-missing cancellations passed",
      "method-post all passed",
      "sort-mirror activations passed",
      "sort-mirror executions failed",
      "sort-mirror cancellations passed",
    ]),
  );
});

test("a check whose probe was not recorded is not exercised, with that reason", async () => {
  const { directory } = await record({}, { checks: onlyFirst });
  const report = await replay(directory, { checks: new Set([...onlyFirst, "sort-mirror"]) });
  expect(report.results.map(({ check, outcome, reason }) => [check, outcome, reason])).toEqual([
    ...eventKinds.map(() => ["sort-mirror", "not-exercised", "not-recorded"]),
    ...eventKinds.map(() => ["rate-headers", "not-exercised", "no-rate-headers"]),
  ]);
});

test("the response to another request than the suite sends today is not judged", async () => {
  const { directory } = await record({}, { checks: onlyFirst });
  const file = join(directory, "recording.ndjson");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll('["sort","asc"]', '["order","asc"]'));
  const report = await replay(directory, { checks: onlyFirst });
  expect(report).toMatchObject({ exitCode: 2, stopped: expect.stringMatching(/no.* response to judge/) });
});

test("a run that stopped is replayed as one that stopped", async () => {
  const gone: Stages = { ...standardStages, finish: (_reply, _request, response) => void response.destroy() };
  const { report, directory } = await record(gone);
  expect(report.stopped).toBeDefined();
  expect(withoutTimes(await replay(directory))).toEqual(withoutTimes(report));
});

test("a recording may begin with a byte order mark", async () => {
  const { directory } = await record({}, { checks: onlyFirst });
  const plain = await replay(directory);
  const file = join(directory, "recording.ndjson");
  writeFileSync(file, `\uFEFF${readFileSync(file, "utf8")}`);
  expect(withoutTimes(await replay(directory))).toEqual(withoutTimes(plain));
});

test("a recording is not written over", async () => {
  const { directory } = await record({}, { checks: onlyFirst });
  const target = await startTestTarget();
  await target.close();
  const recorder = liveRecorder({ ...target.settings, ...testChoices });
  await expect(recordTo(directory, target, recorder)).rejects.toThrow(
    /exists already\. Give --record another/,
  );
});

test("a key too short to be distinguished from other text is rejected before anything is sent", async () => {
  const target = await startTestTarget();
  await target.close();
  const short = { ...target, settings: { ...target.settings, apiKey: "data" } };
  const recorder = liveRecorder({ ...short.settings, ...testChoices });
  await expect(recordTo(join(folder, "short"), short, recorder)).rejects.toThrow(/at least 8 characters/);
});

test("a recording that is missing, foreign or cut is rejected with what to do", async () => {
  await expect(openRecording(join(folder, "none"))).rejects.toThrow(/Make a recording with --record/);
  const directory = join(folder, "foreign");
  mkdirSync(directory);
  writeFileSync(join(directory, "recording.ndjson"), '{"recording":2}\n');
  await expect(openRecording(directory)).rejects.toThrow(/no recording of this version/);
  appendFileSync(join(directory, "recording.ndjson"), '{"kind":');
  await expect(openRecording(directory)).rejects.toThrow(/line 2 is damaged/);
});
