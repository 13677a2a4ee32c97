import { text, whole } from "../responses.ts";
import { consumers, forEachConsumer, type NetworkFault } from "../row.ts";

const everyEvent = { promised: "every event", consumers, requests: 1 } as const;

const wrongEncoding = {
  promised: { code: "NP6_STREAM", kind: "encoding" },
  consumers,
  requests: 1,
} as const;

const nested = {
  title: "an event has a property nested 100,000 levels deep",
  respond: text((list) => list.replace("{", `{"extra":${"[".repeat(100_000)}${"]".repeat(100_000)},`)),
} as const;

/** Adds a property to every event. */
const withProperty = (property: string) =>
  text((list) => list.replaceAll('{"type":"activation"', `{${property},"type":"activation"`));

const noArray: Readonly<Record<string, string | Uint8Array>> = {
  html: "<!doctype html><title>Sign in</title>",
  object: "{}",
  "object-with-a-list": '{"events":[]}',
  null: "null",
  number: "42",
  string: '"[]"',
  nul: "\0",
  comment: "/* none */ []",
};

const malformed: Readonly<Record<string, (list: string) => string | Uint8Array>> = {
  "single-quotes": (list) => list.replaceAll('"', "'"),
  "trailing-comma": (list) => `${list.slice(0, -1)},]`,
  "two-lists": (list) => list + list,
  "text-behind": (list) => `${list}<!-- 12 ms -->`,
  "not-a-number": (list) => `${list.slice(0, -1)},NaN]`,
  "lines-of-json": (list) => `[${list.slice(1, -1).replaceAll('},{"type"', '}\n{"type"')}]`,
  "raw-line-break-in-a-string": (list) => list.replace("@example", "\n@example"),
};

/** Faults of what the body says, and oddities that are none. */
export const bodyRows: readonly NetworkFault[] = [
  ...forEachConsumer(Object.entries(noArray), ([id, body]) => ({
    id: `body-${id}`,
    title: `a 200 with ${id.replaceAll("-", " ")} in the place of the list`,
    respond: whole(200, body),
    promised: { code: "NP6_STREAM", kind: "not-an-array" },
    consumers,
    requests: 1,
  })),
  ...forEachConsumer(Object.entries(malformed), ([id, edit]) => ({
    id: `body-${id}`,
    title: `the list has ${id.replaceAll("-", " ")}`,
    respond: text(edit),
    promised: { code: "NP6_STREAM", kind: "malformed" },
    consumers,
    requests: 1,
  })),
  {
    ...wrongEncoding,
    id: "body-latin-1",
    title: "the body is Latin-1",
    respond: text((list) => Buffer.from(list.replaceAll("contact-", "contact-é"), "latin1")),
  },
  {
    ...wrongEncoding,
    id: "body-utf-16",
    title: "the body is UTF-16",
    respond: text((list) => Buffer.from(`\uFEFF${list}`, "utf16le")),
  },
  {
    id: "body-element-of-100-mb",
    title: "one element has 100 MB",
    respond: text((list) => `${list.slice(0, -1)},{"type":"${"x".repeat(100 * 2 ** 20)}"}]`),
    promised: { code: "NP6_STREAM", kind: "too-large" },
    consumers,
    requests: 1,
  },
  {
    id: "body-nested-unclosed",
    title: "100,000 brackets that are not closed",
    respond: text(() => "[".repeat(100_000)),
    promised: { code: "NP6_STREAM", kind: "truncated" },
    consumers: ["array", "stream", "pull"],
    requests: 1,
  },
  {
    ...everyEvent,
    ...nested,
    id: "body-nested",
  },
  {
    ...everyEvent,
    id: "body-duplicate-keys",
    title: "every event has its id twice, and the last one counts",
    respond: withProperty('"id":"another"'),
  },
  {
    ...everyEvent,
    id: "body-proto-keys",
    title: "keys that name the prototype",
    respond: withProperty('"__proto__":{"id":"forged"},"constructor":{"prototype":{"id":"forged"}}'),
  },
  {
    ...everyEvent,
    id: "body-nul-and-surrogates",
    title: "escaped NULs and halves of surrogate pairs",
    respond: withProperty('"extra":"\\u0000\\ud800\\udfff\\ud83d"'),
  },
  {
    ...everyEvent,
    id: "body-byte-order-mark",
    title: "a byte order mark before the list",
    respond: text((list) => `\uFEFF${list}`),
  },
  {
    ...everyEvent,
    id: "body-white-space",
    title: "a line break between all tokens",
    respond: text((list) => JSON.stringify(JSON.parse(list), null, "\r\n\t")),
  },
];
