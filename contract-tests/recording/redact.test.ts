import fc from "fast-check";
import { expect, test } from "vitest";
import { describeValue } from "../engine/value-shape.ts";
import { createPseudonyms, pseudonymKey } from "./pseudonyms.ts";
import { redactText } from "./redact.ts";

const key = "Secret-key-of-Nobody";
const redact = (text: string) => redactText(text, createPseudonyms(key));
const hash = "0123456789abcdef0123456789abcdef";

test("an address and a digest get the same pseudonym wherever they occur", () => {
  const text = `[{"unicity":"someone@example.com","hash":"${hash}"},{"unicity":"someone@example.com"},{"unicity":"other@example.com"}]`;
  expect(JSON.parse(redact(text))).toEqual([
    { unicity: "masked-1@example.invalid", hash: "f0000000000000000000000000000002" },
    { unicity: "masked-1@example.invalid" },
    { unicity: "masked-3@example.invalid" },
  ]);
});

test.for([
  ["a phone number", "0612345678"],
  ["a short number", "7"],
  ["32 digits", "01234567890123456789012345678901"],
  ["a digest", hash],
  ["a digest in capitals", hash.toUpperCase()],
  ["16 hexadecimal digits", "0123456789abcdef"],
  ["an address", "someone@example.com"],
  ["a name", "Some One"],
])("the pseudonym of %s has its shape", ([, text = ""]) => {
  const pseudonym = createPseudonyms(key).value(text);
  expect(pseudonym).not.toBe(text);
  expect(describeValue(pseudonym)).toBe(describeValue(text));
});

test.for([
  ["that is no address", '{"unicity":"+33 1 23 45 67 89"}', "+33 1 23"],
  ["that is a number", '{"unicity":33123456789}', "33123456789"],
  ["within an object", '{"unicity":{"first":["Some","One"],"number":123456}}', /Some|One|123456/],
  ["in what the caller handed over", '{"data":{"name":"Some One"}}', "Some One"],
  ["whose name is written with escapes", '{"unic\\u0069ty":"Some One"}', "Some One"],
  ["written with escapes", '{"unicity":"S\\u006fme One"}', /me One/],
  ["in JSON within a string", '{"message":"{\\"unicity\\":\\"Some One\\"}"}', "Some One"],
  ["in XML", "<contact><unicity>Some One</unicity></contact>", "Some One"],
  ["in a text", "unicity=Some-One&x=1", "Some-One"],
  ["cut off by the end", '[{"unicity":"Some On', "Some"],
  ["in broken JSON", "{unicity: 'Some One'", "Some One"],
] as const)("a personal value %s is replaced", ([, text, secret]) => {
  expect(redact(text)).not.toMatch(secret);
});

test.for([
  ["plain", "mail someone@example.com now"],
  ["in a URL", "/unsubscribe?who=someone%40example.com&x=1"],
  ["in broken HTML", '<a href="mailto:someone@example.com>'],
  ["as a name", '{"someone@example.com":1}'],
  ["behind escapes", '{"a":"someone\\u0040example.com"}'],
] as const)("an address %s is replaced at any place", ([, text]) => {
  expect(redact(text)).not.toMatch(/someone/);
});

test("the key is replaced in the sent form, in the other letter case and cut, by the same number of characters", () => {
  const other = "sECRET-KEY-OF-nOBODY";
  const [real = "", swapped = "", cut = ""] = redact(`${key} ${other} ${key.slice(0, -1)}!`).split(/[ !]/);
  expect([real, swapped, cut]).toEqual([
    pseudonymKey(key),
    pseudonymKey(key).toLowerCase(),
    pseudonymKey(key).slice(0, -1),
  ]);
});

test("a key that contains a quote is found in a text that is not JSON", () => {
  const odd = 'K"1\\2/3';
  expect(redactText(`no such key: ${odd}`, createPseudonyms(odd))).toBe(`no such key: ${pseudonymKey(odd)}`);
});

test("a key in the spelling of JSON or a URL is replaced, and does not count as an echo of the sent form", () => {
  const odd = 'K"1\\2/3+4&5';
  const text = `${JSON.stringify({ echo: odd })} /?key=${encodeURIComponent(odd)}`;
  const redacted = redactText(text, createPseudonyms(odd));
  expect(redacted).not.toContain(pseudonymKey(odd));
  const [json = "", url] = decodeURIComponent(redacted).split(" ");
  expect(JSON.parse(json)).toEqual({ echo: pseudonymKey(odd) });
  expect(url).toBe(`/?key=${pseudonymKey(odd)}`);
});

test("a key in the HTML spelling of .NET is replaced, and does not count as an echo of the sent form", () => {
  const odd = "Key/of+the=Tests";
  for (const text of ["Key/of&#x2B;the=Tests", "Key&#x2f;of&#x002b;the=Tests"]) {
    const redacted = redactText(`<p>${text}</p>`, createPseudonyms(odd));
    expect(redacted).not.toContain(pseudonymKey(odd));
    expect(decodeURIComponent(redacted)).toBe(`<p>${pseudonymKey(odd)}</p>`);
  }
});

test("duplicate names, white space, large numbers and escapes of other texts stay unchanged", () => {
  const text = '\n[ {"id" : 1, "id":9007199254740993 , "kind":"\\u00e9\\/"} ,\t1.50e+3 ]';
  expect(redact(text)).toBe(text);
});

test("a number too large for JavaScript stays too large, and a small one stays small", () => {
  const [large, small] = JSON.parse(redact('[{"unicity":9007199254740993},{"unicity":9007199254740}]')) as {
    unicity: number;
  }[];
  expect(Number.isSafeInteger(large?.unicity)).toBe(false);
  expect(Number.isSafeInteger(small?.unicity)).toBe(true);
  expect(small?.unicity).not.toBe(9007199254740);
});

test("a text in UTF-16 is blanked completely", () => {
  const text = new TextDecoder().decode(Buffer.from('[{"unicity":"someone@example.com"}]', "utf16le"));
  expect(redact(text).replaceAll("\0", "")).not.toMatch(/someone|example/);
});

test("the contract's examples stay unchanged, so that a replay recognises them", () => {
  const text = '[{"unicity":"someone-1@example.com"}]';
  expect(redact(text)).toBe(text);
});

test("JSON stays JSON of the same shape, equal values stay equal, and others stay different", () => {
  const personal = fc.oneof(
    fc.string(),
    fc.emailAddress(),
    fc.constant(hash),
    fc.integer(),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const contact = fc.record({
    unicity: personal,
    hash: personal,
    data: fc.jsonValue({ maxDepth: 2 }),
    other: fc.jsonValue({ maxDepth: 2 }),
  });
  fc.assert(
    fc.property(fc.array(contact, { maxLength: 4 }), fc.constantFrom(undefined, 2), (contacts, indent) => {
      const redacted = JSON.parse(redact(JSON.stringify(contacts, null, indent))) as typeof contacts;
      expect(shape(redacted)).toEqual(shape(contacts));
      const texts = (list: typeof contacts) =>
        list.map(({ unicity }) => unicity).filter((value) => typeof value === "string");
      const pattern = (list: readonly unknown[]) => list.map((value) => list.indexOf(value));
      expect(pattern(texts(redacted))).toEqual(pattern(texts(contacts)));
    }),
  );
});

/** The kinds of all values, with the names of properties by their number alone. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === "object" && value !== null) return Object.values(value).map(shape);
  return typeof value === "number" ? Number.isInteger(value) && !Number.isSafeInteger(value) : typeof value;
}
