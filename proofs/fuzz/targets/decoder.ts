import { isDeepStrictEqual } from "node:util";
import { decodeJsonArray, Np6StreamError } from "../../../src/json-array/index.ts";
import { type FuzzTarget, must } from "../target.ts";

/** The decoder of a body. The first byte tells in what pieces the rest comes. */
export const decoder: FuzzTarget = {
  name: "decoder",
  seeds: [
    '\x00[{"type":"activation","id":"1"},{"type":"activation","id":"2"}]',
    '\x01\uFEFF [1, "é\\u0000\\ud800", [{}], null,\n{"a":{"type":",{\\"type"}}]',
    "\x05[]",
    "\x03[[[[[[1]]]],[2]",
  ],
  async check(input) {
    const [step = 0, ...rest] = input;
    const bytes = Uint8Array.from(rest);
    const expected = parsed(bytes);
    const elements: unknown[] = [];
    let error: unknown;
    try {
      for await (const batch of decodeJsonArray(inPieces(bytes, step + 1)).batches()) elements.push(...batch);
    } catch (caught) {
      error = caught;
    }
    if (expected) {
      must(error === undefined, `a list that JSON.parse takes is rejected: ${error}`);
      must(isDeepStrictEqual(elements, expected), "other elements than JSON.parse gives");
    } else {
      must(error instanceof Np6StreamError, `it ended as ${error ?? "a success"}`);
      must(error.eventsDelivered === elements.length, "a wrong count of events");
    }
  },
};

function parsed(bytes: Uint8Array): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function inPieces(bytes: Uint8Array, length: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, at + length));
      at += length;
    },
  });
}
