import fc from "fast-check";

/** Bytes near those of a seed, or anything at all. */
export function mutationsOf(seeds: readonly string[]): fc.Arbitrary<Uint8Array> {
  const parts = seeds.map((seed) => Buffer.from(seed));
  const edit = fc.record({
    at: fc.nat(),
    take: fc.nat({ max: 12 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.constantFrom(...parts),
      fc.string({ unit: "binary", maxLength: 6 }).map((text) => Buffer.from(text)),
      fc.constantFrom(
        ...["[", "]", "{", "}", '"', "\\", ",", ":", "-", "0", "9", "\n", "e9", "null"].map((text) =>
          Buffer.from(text),
        ),
      ),
    ),
  });
  const edited = fc
    .record({ seed: fc.constantFrom(...parts), edits: fc.array(edit, { maxLength: 6 }) })
    .map(({ seed, edits }) =>
      edits.reduce<Uint8Array>((bytes, { at, take, put }) => {
        const start = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + take)]);
      }, seed),
    );
  const json = fc
    .tuple(fc.nat({ max: 255 }), fc.array(fc.jsonValue()))
    .map(([first, list]) => Buffer.concat([Uint8Array.of(first), Buffer.from(JSON.stringify(list))]));
  return fc.oneof({ weight: 6, arbitrary: edited }, { weight: 2, arbitrary: json }, fc.uint8Array());
}
