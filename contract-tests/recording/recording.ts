import { existsSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { EventKind } from "../../generated/contract.js";
import { makeFolder } from "../../src/shared/file-target.ts";
import { isObject, withoutByteOrderMark } from "../../src/shared/json.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import type { Exchange, RequestPlan } from "../engine/exchange.ts";
import type { Recorder, Unasked } from "../engine/recorder.ts";
import type { Target } from "../targets/target.ts";
import { createPseudonyms, pseudonymKey } from "./pseudonyms.ts";
import { redactExchange } from "./redact.ts";

const fileName = "recording.ndjson";
/** A shorter key would be part of words, and replacing it would break the responses. */
const shortestKey = 8;

/** First line of a recording. */
interface Head {
  readonly recording: 1;
  readonly name: Target["name"];
  readonly settings: Omit<Target["settings"], "maxRps">;
}

/**
 * Every other line: one call of the recorder. `observation` is the id of the probe, `answer` the exchange; the keys keep
 * the names they had in version 0.1. `body` is base64.
 */
interface Line {
  readonly kind: EventKind;
  readonly observation: string;
  readonly plan: RequestPlan;
  readonly answer: (Omit<Exchange, "body"> & { readonly body: string }) | Unasked;
  readonly requests: number;
  readonly stopped?: string | undefined;
}

/**
 * Lets a recorder write what it records, a line each, without the key and without personal data.
 *
 * @throws UsageError the directory cannot be written to or holds a recording already, or the key is too short to be masked.
 */
export async function recordTo(
  directory: string,
  { name, settings: { maxRps: _, ...settings } }: Target,
  recorder: Recorder,
): Promise<Recorder> {
  const key = settings.apiKey;
  if (key.length < shortestKey) {
    throw new UsageError(`--record needs a key of at least ${shortestKey} characters, to mask it safely.`);
  }
  const file = join(directory, fileName);
  const head: Head = { recording: 1, name, settings: { ...settings, apiKey: pseudonymKey(key) } };
  try {
    await makeFolder(directory);
    await writeFile(file, `${JSON.stringify(head)}\n`, { flag: "wx" });
  } catch (error) {
    const code = isObject(error) ? error["code"] : undefined;
    const why = existsSync(file) ? "exists already" : `cannot be written (${code})`;
    throw new UsageError(`${file} ${why}. Give --record another directory, or remove it.`);
  }
  const pseudonyms = createPseudonyms(key);
  return {
    get requests() {
      return recorder.requests;
    },
    get stopped() {
      return recorder.stopped;
    },
    close: () => recorder.close(),
    async record(kind, probe, plan) {
      const exchange = await recorder.record(kind, probe, plan);
      const redacted = typeof exchange === "string" ? exchange : redactExchange(exchange, pseudonyms);
      const line: Line = {
        kind,
        observation: probe,
        plan,
        answer:
          typeof redacted === "string"
            ? redacted
            : { ...redacted, body: Buffer.from(redacted.body).toString("base64") },
        requests: recorder.requests,
        stopped: recorder.stopped,
      };
      await appendFile(file, `${JSON.stringify(line)}\n`);
      return exchange;
    },
  };
}

/**
 * Opens a recording as a target whose responses come from it. No request is sent.
 *
 * @throws UsageError there is none, or it is damaged.
 */
export async function openRecording(directory: string): Promise<Target & { readonly recorder: Recorder }> {
  const file = join(directory, fileName);
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read. Make a recording with --record ${directory}.`);
  });
  const [head, ...lines] = withoutByteOrderMark(text)
    .trimEnd()
    .split("\n")
    .map((line, i) => parseLine(line, `${file}, line ${i + 1}`));
  if (!isObject(head) || head["recording"] !== 1 || !isObject(head["settings"])) {
    throw new UsageError(`${file} is no recording of this version of the suite.`);
  }
  const broken = lines.findIndex((line) => !isLine(line));
  if (broken >= 0)
    throw new UsageError(`${file}, line ${broken + 2} is damaged: it is not a request and its response.`);
  const { name, settings } = head as unknown as Head;
  return {
    name,
    settings: { ...settings, maxRps: Number.POSITIVE_INFINITY },
    recorder: replay(lines as Line[]),
    close: () => Promise.resolve(),
  };
}

function parseLine(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError(
      `${where} is damaged: it is not JSON. A run that was killed leaves its last line so.`,
    );
  }
}

function isLine(line: unknown): line is Line {
  if (!isObject(line)) return false;
  const { answer } = line;
  return typeof answer === "string" || (isObject(answer) && typeof answer["body"] === "string");
}

function replay(lines: readonly Line[]): Recorder {
  const left = [...lines];
  let requests = 0;
  let stopped: string | undefined;
  return {
    get requests() {
      return requests;
    },
    get stopped() {
      return stopped;
    },
    close: () => {},
    record(kind, probe, plan) {
      // The response to another request than the suite sends today would be judged wrongly. The order of a plan's
      // keys differs between versions and says nothing.
      const asked: unknown = JSON.parse(JSON.stringify([kind, probe, plan]));
      const at = left.findIndex((line) => isDeepStrictEqual([line.kind, line.observation, line.plan], asked));
      const [line] = at < 0 ? [] : left.splice(at, 1);
      if (line === undefined) return Promise.resolve("not-recorded");
      requests = line.requests;
      stopped ??= line.stopped;
      const { answer: exchange } = line;
      return Promise.resolve(
        typeof exchange === "string" ? exchange : { ...exchange, body: Buffer.from(exchange.body, "base64") },
      );
    },
  };
}
