import { keyPieces } from "../../src/shared/redaction/key.ts";

/** A shorter key gives a text that other texts contain. */
const shortest = 8;

/**
 * A global pattern that finds the key, also one that was cut, in base64, with either alphabet and alone or within a longer
 * text: a gateway may log `Basic …`, or a page may hold what it was asked. Where the key begins in a group of three bytes
 * decides between three spellings; the characters at the ends that other bytes take part in stay.
 */
export function keyInBase64(key: string): RegExp {
  if (key.length < shortest) return /(?!)/g;
  const spellings = keyPieces(key).flatMap((piece) =>
    [0, 1, 2].map((before) => {
      const bytes = Buffer.from(piece);
      const base64 = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
      return base64.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    }),
  );
  const longestFirst = spellings.sort((a, b) => b.length - a.length);
  return new RegExp(
    longestFirst.map((text) => text.replaceAll("+", "[+-]").replaceAll("/", "[/_]")).join("|"),
    "g",
  );
}
