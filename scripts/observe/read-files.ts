import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { isApi } from "../../contract-tests/engine/contract.ts";
import { liveTarget } from "../../contract-tests/targets/live.ts";
import { endpoints } from "../../generated/contract.js";
import { rawEvent } from "../../src/client/raw-events.ts";
import { createNp6Client, type EventKind } from "../../src/index.ts";
import { decodeJsonArray, Np6StreamError } from "../../src/json-array/index.ts";
import { isObject } from "../../src/shared/json.ts";
import { type Recording, readRecording } from "./read-recording.ts";

/** A file that is no recorded response. The message never quotes it: it may hold personal data. */
class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** A batch of events. */
export interface EventBatch {
  readonly events: readonly unknown[];
  /** Whether they came from the API, and not from a server that was made from the contract. */
  readonly isApi: boolean;
}

const batchSize = 500;

/** The files that paths name: themselves, or every .json, .jsonl and .ndjson of a folder. */
export async function listFiles(paths: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => {
        throw new UnreadableError(`${path} does not exist.`);
      });
      if (!found.isDirectory()) return [path];
      const names = await readdir(path, { recursive: true });
      const files = names.filter((name) => /\.(?:(?:nd)?json|jsonl)$/.test(name)).sort();
      if (files.length === 0) throw new UnreadableError(`${path} has no .json, .jsonl or .ndjson file.`);
      return files.map((name) => join(path, name));
    }),
  );
  return lists.flat();
}

/**
 * The events of a file in constant memory: one JSON array, one event or one array a line, or a recording of the suite.
 *
 * @throws UnreadableError the file is none of these, or damaged.
 */
export async function* readEventFiles(file: string): AsyncGenerator<EventBatch> {
  if (await isOneArray(file)) yield* readArray(file);
  else yield* readLines(file);
}

async function* readArray(file: string): AsyncGenerator<EventBatch> {
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  try {
    for await (const events of decodeJsonArray(stream).batches()) yield { events, isApi: true };
  } catch (error) {
    if (!(error instanceof Np6StreamError)) throw error;
    throw new UnreadableError(`${file} is damaged (${error.kind}), after ${error.eventsDelivered} events.`);
  }
}

async function* readLines(file: string): AsyncGenerator<EventBatch> {
  let number = 0;
  let recording: Recording | undefined;
  let events: unknown[] = [];
  for await (const line of readFileLines(file)) {
    number += 1;
    if (line.trim() === "") continue;
    const value = parseLine(line, `${file}, line ${number}`);
    if (number === 1) recording = readRecording(value);
    if (recording) {
      for await (const events of recording.eventsOf(value)) yield { events, isApi: recording.isApi };
    } else if (Array.isArray(value)) {
      yield { events: value, isApi: true };
    } else if (events.push(value) >= batchSize) {
      // One by one, waiting for each event would take longer than reading it.
      yield { events, isApi: true };
      events = [];
    }
  }
  if (events.length > 0) yield { events, isApi: true };
}

function parseLine(line: string, where: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value) || Array.isArray(value)) return value;
  } catch {
    // Said below, without the parser's message: it quotes the line.
  }
  throw new UnreadableError(
    `${where} is not a JSON object or array. A file must be one JSON array, one event or array on each line, or a recording of the suite.`,
  );
}

/**
 * Whether a file is one array, on one line or many, which may be too large for the memory. It is not where its first line ends
 * with `]` and the next one begins with `[`: between two elements of an array there would be a comma.
 */
async function isOneArray(file: string): Promise<boolean> {
  let opening = "";
  let closing = "";
  let ended = false;
  // A byte is a character, so that none is cut.
  for await (const chunk of createReadStream(file, "latin1")) {
    let text = String(chunk);
    if (opening === "") text = text.replace(/^ï»¿/, "").trimStart();
    if (!ended) {
      const end = text.indexOf("\n");
      const line = (end < 0 ? text : text.slice(0, end)).trimEnd();
      opening ||= line.slice(0, 1);
      closing = line.slice(-1) || closing;
      if (opening !== "" && opening !== "[") return false;
      if (end < 0) continue;
      ended = true;
      text = text.slice(end);
    }
    const next = text.trimStart().slice(0, 1);
    if (next !== "") return closing !== "]" || next !== "[";
  }
  return opening === "[";
}

/**
 * The lines of a file, without their ends and without a byte order mark. Not `readline`: its iterator reads on while
 * nobody asks for lines, up to a thousand of them, and a line of a recording has megabytes.
 */
async function* readFileLines(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for await (const chunk of createReadStream(file)) {
    const [first = "", ...others] = decoder.decode(chunk as Uint8Array, { stream: true }).split("\n");
    parts.push(first);
    for (const next of others) {
      yield parts.splice(0).join("").replace(/\r$/, "");
      parts.push(next);
    }
  }
  const last = parts.join("") + decoder.decode();
  if (last !== "") yield last;
}

/** The events of the suite's notification and window, read with the client. */
export async function* readLive(env: NodeJS.ProcessEnv): AsyncGenerator<EventBatch> {
  const { settings } = liveTarget(env);
  const { apiKey, baseUrl, notificationId, window } = settings;
  const np6 = createNp6Client({ apiKey, baseUrl });
  for (const kind of Object.keys(endpoints) as EventKind[]) {
    for await (const events of np6[kind](notificationId, window).batches()) {
      yield { events: events.map(rawEvent), isApi: isApi(baseUrl) };
    }
  }
}
