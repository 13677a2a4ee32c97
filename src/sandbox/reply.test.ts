import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeBody } from "./reply.ts";

test("encodeBody writes a JSON array of the events, in pieces of exactly the given size", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 50 }), (values, pieceBytes) => {
      const pieces = [
        ...encodeBody(
          values.map((value) => JSON.stringify(value)),
          pieceBytes,
        ),
      ];
      expect(Buffer.concat(pieces).toString()).toBe(`[${values.map((v) => JSON.stringify(v)).join(",")}]`);
      for (const piece of pieces.slice(0, -1)) expect(piece.length).toBe(pieceBytes);
      expect(pieces.at(-1)?.length).toBeLessThanOrEqual(pieceBytes);
    }),
  );
});

test("encodeBody cuts within a character when the size says so", () => {
  const pieces = [...encodeBody(['"é"'], 3)];
  expect(pieces.map((piece) => [...piece])).toEqual([
    [0x5b, 0x22, 0xc3],
    [0xa9, 0x22, 0x5d],
  ]);
});

test("encodeBody takes events only as fast as pieces are read", () => {
  let taken = 0;
  const endless = (function* (): Generator<string> {
    while (true) yield String(taken++);
  })();
  const pieces = encodeBody(endless, 100);
  pieces.next();
  expect(taken).toBeLessThan(100);
  pieces.return(undefined);
});
