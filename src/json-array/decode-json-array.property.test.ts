import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteSource } from "./byte-source.test-helper.ts";
import { decodeJsonArray, Np6StreamError } from "./index.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Cuts at these places, taken round the length: also inside a character. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...places.map((place) => place % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
}

interface Outcome {
  readonly elements: unknown[];
  readonly error: unknown;
}

async function decode(chunks: Uint8Array[], form: "elements" | "batches" = "elements"): Promise<Outcome> {
  const elements: unknown[] = [];
  const decoded = decodeJsonArray(byteSource(chunks).stream);
  try {
    if (form === "elements") for await (const element of decoded) elements.push(element);
    else for await (const batch of decoded.batches()) elements.push(...batch);
  } catch (error) {
    return { elements, error };
  }
  return { elements, error: undefined };
}

function parsed(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Elements that begin alike, with their like inside, so that guesses are made and some are wrong. */
const event = fc.record({
  type: fc.constantFrom("a", "b"),
  text: fc.string({ unit: "grapheme" }),
  list: fc.array(fc.record({ type: fc.constantFrom("a", "b", ',{"type"', '\\"') }), { maxLength: 3 }),
});
const text = fc
  .tuple(
    fc.oneof(fc.array(fc.jsonValue()), fc.array(event, { maxLength: 20 })),
    fc.constantFrom("", " ", "\t", "\n  "),
  )
  .map(([value, space]) => JSON.stringify(value, null, space));
const places = fc.array(fc.nat(), { maxLength: 40 });

describe("a JSON array, however it is cut into chunks", () => {
  it("is read as JSON.parse reads it", async () => {
    await fc.assert(
      fc.asyncProperty(text, places, fc.constantFrom("elements", "batches"), async (json, cuts, form) => {
        expect(await decode(cut(bytesOf(json), cuts), form)).toEqual({
          elements: JSON.parse(json),
          error: undefined,
        });
      }),
      { numRuns: 500 },
    );
  });

  it("is rejected wherever it ends early, and what was delivered is its beginning", async () => {
    await fc.assert(
      fc.asyncProperty(text, places, async (json, cuts) => {
        const bytes = bytesOf(json);
        for (let length = 0; length < bytes.length; length++) {
          const { elements, error } = await decode(cut(bytes.subarray(0, length), cuts));
          expect(error).toBeInstanceOf(Np6StreamError);
          expect(error).toMatchObject({ kind: "truncated", eventsDelivered: elements.length });
          expect(JSON.parse(json).slice(0, elements.length)).toEqual(elements);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("a JSON array that is not UTF-8, however it is cut into chunks", () => {
  const list = fc.array(fc.string({ unit: fc.constantFrom("a", "é", "€", "😀") }), { minLength: 1 });
  const near = fc.subarray([-3, -2, -1, 0, 1, 2, 3]);

  it("is rejected, and what was delivered is its beginning", async () => {
    await fc.assert(
      fc.asyncProperty(list, fc.nat(), fc.nat({ max: 3 }), near, async (all, place, removed, cuts) => {
        const whole = [...bytesOf(JSON.stringify(all))];
        const at = place % whole.length;
        const bytes = Uint8Array.from(whole.toSpliced(at, removed, ...(removed ? [] : [0xff])));
        fc.pre(new TextDecoder().decode(bytes).includes("\uFFFD"));
        const around = cuts.map((offset) => Math.max(0, at + offset));
        const { elements, error } = await decode(cut(bytes, around));
        expect(error).toMatchObject({ code: "NP6_STREAM", eventsDelivered: elements.length });
        expect(all.slice(0, elements.length)).toEqual(elements);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("any text, however it is cut into chunks", () => {
  const piece = fc.constantFrom(
    ...'[]{},:"\\ \n019-.eEtrufalsn\u0000é😀\uFFFD\uFEFF',
    "null",
    '{"a":1}',
    '"s"',
    "12",
    "[]",
  );
  const mutated = fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.oneof(piece, fc.constant(""))), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([json, edits]) =>
      edits.reduce((result, [place, removed, added]) => {
        const at = place % (result.length + 1);
        return result.slice(0, at) + added + result.slice(at + removed);
      }, json),
    );
  const random = fc.array(piece, { maxLength: 12 }).map((pieces) => `[${pieces.join("")}]`);

  it("is accepted if JSON.parse takes it as an array, and rejected if not", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, random, fc.string()), places, async (raw, cuts) => {
        const bytes = bytesOf(raw);
        // Decoding mends lone surrogates, and takes away a byte order mark as the decoder under test does.
        const expected = parsed(new TextDecoder().decode(bytes));
        const { elements, error } = await decode(cut(bytes, cuts));
        if (expected) expect({ elements, error }).toEqual({ elements: expected, error: undefined });
        else expect(error).toMatchObject({ code: "NP6_STREAM", eventsDelivered: elements.length });
      }),
      { numRuns: 2500 },
    );
  });
});
