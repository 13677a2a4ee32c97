import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { isApi } from "../../contract-tests/engine/contract.ts";
import { identityOf, textOf } from "../../contract-tests/engine/event.ts";
import type { Exchange } from "../../contract-tests/engine/exchange.ts";
import { decodeJsonArray, Np6StreamError } from "../../src/json-array/index.ts";
import { isObject, valueAt } from "../../src/shared/json.ts";

/** A recording of the suite, read line by line. */
export interface Recording {
  /** Whether the API answered: a mock or sandbox was made from the contract, and is no evidence for it. */
  readonly isApi: boolean;
  /** The events that a response adds, in batches: each once, however many responses showed it alike. */
  eventsOf(line: unknown): AsyncIterable<readonly unknown[]>;
}

/** The parts of a recorded response that are read here. */
type Answer = Pick<Exchange, "status" | "headers"> & { readonly body: string };

/** More distinct events than any run of the suite reads; beyond it a repeat may count twice. */
const maxRemembered = 200_000;

const decoders = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/** Reads the first line of a file as that of a recording; `undefined` where it is none. */
export function readRecording(head: unknown): Recording | undefined {
  if (!isObject(head) || head["recording"] !== 1) return undefined;
  const seen = new Set<number>();
  const isNew = (event: unknown): boolean => {
    const key = digest(`${identityOf(event)} ${textOf(event)}`);
    if (seen.has(key)) return false;
    if (seen.size >= maxRemembered) seen.clear();
    seen.add(key);
    return true;
  };
  return {
    isApi: isApi(valueAt(head, "settings", "baseUrl")),
    async *eventsOf(line) {
      const answer = isObject(line) ? line["answer"] : undefined;
      if (!isAnswer(answer) || Math.floor((answer.status ?? 0) / 100) !== 2) return;
      try {
        const batches = decodeJsonArray(contentOf(answer), { emptyBody: "empty-list" }).batches();
        for await (const events of batches) yield events.filter(isNew);
      } catch (error) {
        // The suite records broken responses too, and judges them. What came before the break was seen.
        if (!(error instanceof Np6StreamError)) throw error;
      }
    },
  };
}

function isAnswer(answer: unknown): answer is Answer {
  return isObject(answer) && typeof answer["body"] === "string" && Array.isArray(answer["headers"]);
}

function contentOf({ body, headers }: Answer): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(body, "base64");
  const coding =
    headers
      .find(([name]) => name === "content-encoding")?.[1]
      .trim()
      .toLowerCase() ?? "";
  // In pieces: events of which all are there at once outlive the young generation, and memory with them.
  const pieces = Readable.from(pieceByPiece(bytes));
  const content = Object.hasOwn(decoders, coding)
    ? // An error ends the stream that is read, so there is nothing left to do about it.
      pipeline(pieces, decoders[coding as keyof typeof decoders](), () => {})
    : pieces;
  return Readable.toWeb(content) as ReadableStream<Uint8Array>;
}

function* pieceByPiece(bytes: Buffer): Generator<Buffer> {
  const size = 64 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/**
 * An event in its very words; in other words it is worth a look of its own. A number of 48 bits: the text of each of
 * a million events would take a gigabyte.
 */
function digest(text: string): number {
  return createHash("sha1").update(text).digest().readUIntBE(0, 6);
}
