import fc from "fast-check";
import { expect, test } from "vitest";
import { mask } from "./mask.ts";

const key = 'Key/of~the"Tests+100%==';

test("the key, addresses and digests are masked, and the text around them stays", () => {
  const hash = "0123456789abcdef0123456789abcdef";
  const text = `key ${key} of someone.else+a@example.com, with ${hash} and id_${hash}${hash}`;
  expect(mask(text, key)).toBe("key [key] of [address], with [hash] and id_[hash]");
});

test.each([
  ["without its end", key.slice(0, -3)],
  ["in small letters", key.toLowerCase()],
  ["in capitals", key.toUpperCase()],
  ["in a URL", encodeURIComponent(key)],
  ["in a JSON text", JSON.stringify(key).slice(1, -1)],
  ["in JSON, as PHP writes it", JSON.stringify(key).slice(1, -1).replaceAll("/", "\\/")],
  ["in JSON, as .NET writes it", key.replace(/["+/]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)],
  ["in HTML, as .NET writes it", key.replace(/["+/]/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`)],
  ["in a JSON pointer", key.replaceAll("~", "~0").replaceAll("/", "~1")],
])("the key %s is masked", (_how, spelling) => {
  expect(mask(`a ${spelling} b`, key)).toMatch(/^a \[key\]\S* b$/);
  expect(mask(`a ${spelling} b`, key)).not.toContain(spelling.slice(0, 8));
});

test.each([
  ["whole", key],
  ["without its first character", key.slice(1)],
  ["without its last one", key.replace(/.=*$/, "")],
])("the key is masked in base64, %s and wherever it stands", (_how, sent) => {
  for (const before of ["", "a", "ab", "np6:", '{"key":"']) {
    for (const alphabet of ["base64", "base64url"] as const) {
      const whole = Buffer.from(`${before}${sent}"}`).toString(alphabet);
      const masked = mask(`a ${whole} b`, key);
      expect(masked).toMatch(/^a [\w+/-]*\[key\][\w+/=-]{0,6} b$/);
      const rest = Buffer.from(masked.replace(/^a (.*?)\[key\].*/, "$1"), "base64").toString();
      expect(before).toContain(rest.slice(0, before.length));
    }
  }
});

test("a key of any length is masked", () => {
  for (const length of [200, 201, 3_000, 20_000]) {
    const long = `${key}${"Ab3/".repeat(length)}`.slice(0, length);
    expect(mask(`a ${long} b`, long)).toBe("a [key] b");
    expect(mask(`a ${encodeURIComponent(long)} b`, long)).toBe("a [key] b");
    expect(mask(`a ${Buffer.from(long).toString("base64")} b`, long)).toMatch(/^a \[key\]\w?=* b$/);
  }
});

test("an address in a URL is masked", () => {
  expect(mask("/contacts?mail=someone%40example.com&x=1", key)).toBe("/contacts?mail=[address]&x=1");
});

test("an empty key masks nothing, a short one only itself", () => {
  expect(mask("no key", "")).toBe("no key");
  expect(mask("Kay, kay", "Kay")).toBe("[key], kay");
});

test("no text keeps the key", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.stringMatching(/^[!-~]{8,40}$/), (before, after, any) => {
      expect(mask(`${before}${any}${after}`, any)).not.toContain(any);
    }),
  );
});

test("a text of a million characters is masked at once, and cut", () => {
  const long = mask(`${"x".repeat(1_000_000)} ${"@".repeat(1000)}`, key);
  expect(long.length).toBeLessThan(2100);
  expect(long).toMatch(/^x+… \(\d+ characters\)$/);
});
