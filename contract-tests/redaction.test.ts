import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createNp6Client, type Np6ClientOptions } from "../src/index.ts";
import { keyOf } from "./engine/endpoint.ts";
import { mask } from "./engine/mask.ts";
import { createPseudonyms } from "./recording/pseudonyms.ts";
import { redactText } from "./recording/redact.ts";

const key = `Key/of~the"Te'st\\s&<1>+100%==`;
const address = "some.one+tag@example.com";

/** Everything that quotes a server, given a text of the server. Only the first three hold an error body as it came. */
const bodies: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  "the body of an error of the client": async (text) =>
    (await failure(new Response(text, { status: 400 }))).body,
  "an error of the client that quotes a body": async (text) => (await failure(new Response(text))).message,
  "a report": (text) => mask(text, key),
  "a recording": (text) => redactText(text, createPseudonyms(key)),
};
const everywhere: typeof bodies = {
  ...bodies,
  "the message of an error of the client": async (text) =>
    (await failure(new Response("", { status: 400, statusText: text }))).message,
  "the request id of an error of the client": async (text) =>
    (await failure(new Response("", { status: 400, headers: { "x-request-id": text } }))).requestId,
  "an event for a hook": async (text) => {
    const seen: string[] = [];
    const headers = { "x-request-id": text, "content-type": text };
    await failure(new Response("", { status: 400, statusText: text, headers }), {
      onResponse: ({ requestId, headers }) => seen.push(`${requestId} ${Object.values(headers).join(" ")}`),
    });
    return seen.join("\n");
  },
  "the reason of a retry": async (text) => {
    const seen: string[] = [];
    await failure(new Response("", { status: 503, statusText: text }), {
      retry: { limit: 1, baseMs: 0 },
      onRetry: ({ reason }) => seen.push(reason),
    });
    return seen.join("\n");
  },
  "an error of the network": async (text) => {
    const error = await failure(new Error(text));
    return `${error.message}${inspect(error, { depth: 9 })}`;
  },
};

/** The error of a call that is answered so. */
async function failure(
  response: Response | Error,
  options: Partial<Np6ClientOptions> = {},
): Promise<{ message: string; body: string; requestId: string }> {
  const fetch = async () => {
    if (response instanceof Error) throw response;
    return response.clone();
  };
  const np6 = createNp6Client({ retry: false, ...options, apiKey: key, fetch });
  return np6.activations(156).then(
    () => expect.fail("the call succeeded"),
    (error) => error,
  );
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const inHtml = (number: (code: number) => string) => (text: string) =>
  text.replace(/[^\w.]/g, (char) => `&#${number(char.charCodeAt(0))};`);
const named: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** How a server, a log or a library may write a text. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in small letters": (text) => text.toLowerCase(),
  "in capitals": (text) => text.toUpperCase(),
  "in JSON": inJson,
  "in JSON that JSON quotes": (text) => inJson(inJson(text)),
  "in JSON, as PHP writes it": (text) => inJson(text).replaceAll("/", "\\/"),
  "in JSON, as .NET writes it": (text) =>
    inJson(text).replace(/[/+<>&'@]/g, (char) => `\\u00${char.charCodeAt(0).toString(16).toUpperCase()}`),
  "in a URL": encodeURIComponent,
  "in a URL, in small letters": (text) => encodeURIComponent(text).toLowerCase(),
  "in a URL, every character": (text) =>
    text.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`),
  "in a URL within a URL": (text) => encodeURIComponent(encodeURIComponent(text)),
  "in HTML by names": (text) => text.replace(/[&<>"']/g, (char) => named[char] ?? char),
  "in HTML by hexadecimal numbers": inHtml((code) => `x${code.toString(16)}`),
  "in HTML by padded numbers": inHtml((code) => `x00${code.toString(16).toUpperCase()}`),
  "in HTML by decimal numbers": inHtml(String),
  "in HTML that HTML quotes": (text) => inHtml(String)(text).replaceAll("&", "&amp;"),
  "in a JSON pointer": (text) => text.replaceAll("~", "~0").replaceAll("/", "~1"),
};
const sent: Readonly<Record<string, string>> = {
  "the key": key,
  "the key without its end": keyOf("truncated", key) ?? "",
  "the key without its start": key.slice(1),
  "the key in the other letter case": keyOf("other-case", key) ?? "",
};

const spelledKeys = Object.entries(sent).flatMap(([what, text]) =>
  Object.entries(spellings).map(([how, spell]) => [`${what} ${how}`, spell(text)] as const),
);
const digests = ["md5", "sha1", "sha256", "sha512"].map(
  (name) => [name, createHash(name).update(address).digest("hex")] as const,
);

/** What must not be shown of a text that holds personal data. */
const personal: readonly (readonly [name: string, text: string, secret: RegExp])[] = [
  ...Object.entries(spellings)
    .filter(([how]) => how !== "in a URL, every character")
    .map(([how, spell]) => [`an address ${how}`, spell(address), /some|one|tag/i] as const),
  ["an address after a label", `mailto:${address}`, /some/],
  ["an address in a URL", `/unsubscribe?who=${encodeURIComponent(address)}&x=1`, /some/],
  ["an address with &commat;", address.replace("@", "&commat;"), /some/],
  ["the start of an address", "some.one@", /some/],
  ...digests.flatMap(([name, digest]) => [
    [`${name}`, digest, new RegExp(digest.slice(0, 8))] as const,
    [`${name} in capitals`, digest.toUpperCase(), new RegExp(digest.slice(0, 8), "i")] as const,
    [`${name} in a word`, `id_${digest}x`, new RegExp(digest.slice(0, 8))] as const,
  ]),
  ...[
    '{"unicity":"Some One"}',
    '{"message":"{\\"unicity\\":\\"Some One\\"}"}',
    '{"unicity" : "Some\\u0020One"}',
  ]
    .concat(
      "{\\u0022unicity\\u0022:\\u0022Some One\\u0022}",
      "<unicity>Some One</unicity>",
      "unicity=Some-One&x=1",
    )
    .concat(
      "&lt;unicity&gt;Some One",
      "%7B%22unicity%22%3A%22Some%20One%22%7D",
      "{unicity: 'Some One'",
      'unicity: "Some One',
    )
    .concat("{&quot;hash&quot;:&quot;Some One&quot;}", "contact_hash=Some One", "HASH: Some\\u002BOne")
    .map((text) => [`a value after its name: ${text}`, text, /Some|One/] as const),
];

describe.each(Object.entries(everywhere))("in %s", (_where, show) => {
  test.each(spelledKeys)("%s is replaced", async (_what, spelled) => {
    expect(await show(`a ${spelled} b`)).toMatch(/a (?:\[redacted\]|\[key\]|K+|k+|(?:%4b)+) b/);
  });
});

describe.each(Object.entries(bodies))("in %s", (_where, show) => {
  test.each(personal)("%s is replaced", async (_what, text, secret) => {
    const shown = await show(`a ${text} b`);
    expect(shown).not.toMatch(secret);
    expect(shown).toContain("a ");
  });
});

test("a key that was sent with another start is replaced except for that start", () => {
  const odd = keyOf("other-start", key) ?? "";
  expect(mask(odd, key)).toBe("0[key]");
  expect(redactText(odd, createPseudonyms(key))).toMatch(/^0K+$/);
});

/** Each would take minutes if one pattern took quadratic time. */
const hostile: Readonly<Record<string, string>> = {
  "nearly an address": "x",
  "at signs": "@",
  "hexadecimal digits": "0a",
  backslashes: "\\",
  "escaped characters": "\\u00",
  ampersands: "&",
  "escaped ampersands": "&amp;",
  "percent signs": "%25",
  names: "hash",
  "names with colons": "hash:",
  spaces: " ",
  quotes: '"',
  "opened strings": '"\\',
  "opened lists": '{"unicity":[',
  digits: "0",
  "the start of the key": key.slice(0, -4),
  "its first character": key.slice(0, 1),
};
const openings = [
  "",
  "unicity",
  "hash: ",
  '{"unicity":1e',
  "&#x0",
  "&#",
  "some.one&",
  `${key.slice(0, 5)}&#x0`,
];

test.each(Object.entries(hostile))("endless %s are read in linear time", async (_what, unit) => {
  for (const opening of openings) {
    const text = opening + unit.repeat(50_000 / unit.length);
    for (const show of [
      bodies["a report"],
      bodies["a recording"],
      bodies["the body of an error of the client"],
    ])
      await show?.(text);
  }
});
