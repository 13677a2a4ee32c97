import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { Np6Error } from "../errors.ts";
import { byteSource } from "./byte-source.test-helper.ts";
import { decodeJsonArray, type JsonArrayOptions, Np6StreamError } from "./index.ts";

type Chunks = readonly (string | Uint8Array | Error)[];

const bytes = (...values: (number | string)[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => (typeof value === "string" ? [...Buffer.from(value)] : value)));

/** The elements delivered before the failure, and the failure. */
async function failureOf(chunks: Chunks, options?: JsonArrayOptions): Promise<[unknown[], unknown]> {
  const elements: unknown[] = [];
  try {
    for await (const element of decodeJsonArray(byteSource(chunks).stream, options)) elements.push(element);
  } catch (error) {
    return [elements, error];
  }
  throw new Error("The array was accepted.");
}

const stream = (kind: string, eventsDelivered: number): object =>
  expect.objectContaining({ name: "Np6StreamError", code: "NP6_STREAM", kind, eventsDelivered });

describe("a broken body", () => {
  it.each<[what: string, kind: string, chunks: Chunks, delivered: unknown[]]>([
    ["is empty", "truncated", [], []],
    ["is white space", "truncated", [" \n"], []],
    ["ends after the bracket", "truncated", ["["], []],
    ["ends after a comma", "truncated", ["[1,"], [1]],
    ["ends in an object", "truncated", ['[{"a":1},{"a"'], [{ a: 1 }]],
    ["ends in a string", "truncated", ['["a","b]'], ["a"]],
    ["ends after a whole object", "truncated", ['[{"a":1},{"a":2}'], [{ a: 1 }, { a: 2 }]],
    ["ends in what may be the middle of a number", "truncated", ["[1,2"], [1]],
    ["ends in the middle of a character", "truncated", [bytes('[1,"', 0xc3)], [1]],
    ["ends in the middle of a character behind the array", "malformed", [bytes("[1]", 0xc3)], [1]],
    ["is an object", "not-an-array", ['{"a":[1]}'], []],
    ["is a string", "not-an-array", ['"[1]"'], []],
    ["is null", "not-an-array", ["null"], []],
    ["is HTML", "not-an-array", ["<html>"], []],
    ["begins with white space that JSON does not know", "not-an-array", ["\u00a0[1]"], []],
    ["has a trailing comma", "malformed", ["[1,]"], [1]],
    ["has a trailing comma, cut there", "malformed", ["[1,", "]"], [1]],
    ["has a leading comma", "malformed", ["[,1]"], []],
    ["has nothing but a comma", "malformed", ["[,]"], []],
    ["has two commas in a row", "malformed", ["[1,", " ,2]"], [1]],
    ["is closed by a brace", "malformed", ["[1}"], [1]],
    ["closes an object with a bracket", "malformed", ['[1,{"a":1],2]'], [1]],
    ["has text behind the array", "malformed", ["[1]", " x"], [1]],
    ["has two arrays", "malformed", ["[1][2,3]"], [1]],
    ["has an array behind the array, cut there", "malformed", ["[1]", "[2]"], [1]],
    [
      "has a broken element among sound ones",
      "malformed",
      ['[{"a":1},{"a":2},{"a"},{"a":4}]'],
      [{ a: 1 }, { a: 2 }],
    ],
    ["has a control character in a string", "malformed", ['["a","b\n","c"]'], ["a"]],
    ["has a byte order mark inside", "malformed", ["[1,\uFEFF2]"], [1]],
    ["has an invalid byte", "encoding", [bytes('["a","b', 0xff, '","c"]')], ["a"]],
    ["has an invalid byte in a later chunk", "encoding", ['["a",', bytes('"b","', 0xff, '"]')], ["a", "b"]],
    [
      "has an invalid byte in a chunk that begins within a character",
      "encoding",
      [bytes('["a","', 0xc3), bytes(0xa9, '","b","', 0xff, '"]')],
      ["a", "é", "b"],
    ],
    ["has a character cut short by another", "encoding", [bytes('["a","b', 0xc3), '","c"]'], ["a"]],
    [
      "has a character that two chunks begin and none ends",
      "encoding",
      [bytes('["a","b', 0xf0), bytes(0x9f), '","c","d"]'],
      ["a"],
    ],
    ["has half a surrogate pair in UTF-8", "encoding", [bytes('["a","', 0xed, 0xa0, 0x80, '"]')], ["a"]],
    ["is not UTF-8 and no array", "not-an-array", [bytes("<p>caf", 0xe9)], []],
    ["breaks off", "interrupted", ["[1,", "2,3", new Error("reset")], [1, 2]],
    ["breaks off behind a whole object", "interrupted", ['[{"a":1}', new Error("reset")], [{ a: 1 }]],
    ["breaks off before it begins", "interrupted", [new Error("reset")], []],
  ])("that %s fails as %s", async (_, kind, chunks, delivered) => {
    expect(await failureOf(chunks)).toEqual([delivered, stream(kind, delivered.length)]);
    const byteByByte = chunks.flatMap((chunk): Chunks => {
      if (chunk instanceof Error) return [chunk];
      return [...(typeof chunk === "string" ? bytes(chunk) : chunk)].map((byte) => bytes(byte));
    });
    expect(await failureOf(byteByByte)).toEqual([delivered, stream(kind, delivered.length)]);
  });

  it("is named with the element where it failed", async () => {
    const [, error] = await failureOf(["[1,2,oops]"]);
    expect(error).toHaveProperty("message", "The body is malformed, at element 2.");
    const [, encoding] = await failureOf(["[1,2,", bytes(0xff)]);
    expect(encoding).toHaveProperty("message", "The body is not UTF-8, at element 2.");
  });

  it("is not a failure when it is empty and an empty body means an empty list", async () => {
    const options = { emptyBody: "empty-list" } as const;
    for (const chunks of [[], [" ", "\n"]]) {
      for await (const _ of decodeJsonArray(byteSource(chunks).stream, options)) expect.unreachable();
    }
    expect(await failureOf(["["], options)).toEqual([[], stream("truncated", 0)]);
    expect(await failureOf(["{}"], options)).toEqual([[], stream("not-an-array", 0)]);
  });
});

describe("the message about a body that is not an array", () => {
  const messageOf = async (chunks: Chunks): Promise<string> => {
    const [, error] = await failureOf(chunks);
    return (error as Error).message;
  };

  it("shows the first 200 characters, however they arrive", async () => {
    const body = `{"message":"${"no ".repeat(200)}"}`;
    expect(await messageOf([body])).toBe(`The body is no JSON array: "${body.slice(0, 200)}", at element 0.`);
    expect(await messageOf([...body])).toBe(await messageOf([body]));
  });

  it("comes as soon as there is enough to show, even if the body never ends", async () => {
    const endless = byteSource(["<p>".padEnd(400, "x")], "stall");
    const first = decodeJsonArray(endless.stream)[Symbol.asyncIterator]().next();
    await expect(first).rejects.toEqual(stream("not-an-array", 0));
  });

  it("stays on one line, without control characters", async () => {
    expect(await messageOf(["<h1>\r\n\u001b[31mNo\u2028</h1>"])).toBe(
      'The body is no JSON array: "<h1>   [31mNo </h1>", at element 0.',
    );
  });

  it("hides e-mail addresses and digests, also where the cut goes through one", async () => {
    const personal = ["someone@example.com", "someone%40example.com", "0123456789abcdef0123456789abcdef"];
    for (const value of personal) {
      expect(await messageOf([`{"unicity":"${value}"}`])).toContain(
        `{"unicity":"${"*".repeat(value.length)}"}`,
      );
      for (let before = 0; before < 200; before++) {
        const message = await messageOf([`${"x ".repeat(100).slice(0, before)} ${`${value} `.repeat(20)}`]);
        expect(message).not.toMatch(/someone|example|0123/);
      }
    }
  });
});

it("quotes no text of a broken array, because it may hold personal data", async () => {
  for (const chunks of [
    ['[{"unicity":"someone@example.com",}]'],
    ['[{"unicity":"someone@example.com"', "]"],
  ]) {
    const [, error] = await failureOf(chunks);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("someone");
  }
});

describe("an error of the stream", () => {
  it("is the cause of the failure", async () => {
    const reset = new Error("reset");
    const [, error] = await failureOf(["[1,", reset]);
    expect(error).toBeInstanceOf(Np6StreamError);
    expect(error).toHaveProperty("cause", reset);
  });

  it("is thrown unchanged if it is one of this package, after the complete elements", async () => {
    class IdleTimeout extends Np6Error {
      readonly code = "TEST";
    }
    const timeout = new IdleTimeout("idle");
    expect(await failureOf(['[{"a":1},{"a":2}', timeout])).toEqual([[{ a: 1 }, { a: 2 }], timeout]);
  });

  it("is replaced by the signal's reason after an abort", async () => {
    const controller = new AbortController();
    const elements = decodeJsonArray(byteSource(["[1,", new Error("aborted")]).stream, controller)[
      Symbol.asyncIterator
    ]();
    await elements.next();
    controller.abort("enough");
    await expect(elements.next()).rejects.toBe("enough");
  });
});

describe("an element beyond the limit", () => {
  const long = `{"text":"${"x".repeat(50)}"}`;

  it("is rejected, and the elements before it are not", async () => {
    const [elements, error] = await failureOf(["[1,", ...long, "]"], { maxElementBytes: 40 });
    expect([elements, error]).toEqual([[1], stream("too-large", 1)]);
    expect(error).toHaveProperty("message", "The body exceeds maxElementBytes (40), at element 1.");
  });

  it("is read when the limit is raised", async () => {
    for await (const element of decodeJsonArray(byteSource(["[", ...long, "]"]).stream, {
      maxElementBytes: long.length,
    })) {
      expect(element).toEqual(JSON.parse(long));
    }
  });

  it("is not an error for many small elements together", async () => {
    let count = 0;
    const chunks = ["[0", ...Array.from({ length: 1000 }, (_, index) => `,${index}`), "]"];
    for await (const _ of decodeJsonArray(byteSource(chunks).stream, { maxElementBytes: 8 })) count++;
    expect(count).toBe(1001);
  });
});

it("parses little more than the text itself, even if an element is full of text that looks like element edges", async () => {
  const inner = `,{"type":"inner","text":"${"x".repeat(100)}"}`;
  const chunks = [
    '[{"type":"first"}',
    ',{"type":"second","list":[0',
    ...Array<string>(500).fill(inner),
    "]}]",
  ];
  const parse = vi.spyOn(JSON, "parse");
  for await (const _ of decodeJsonArray(byteSource(chunks).stream));
  const parsed = parse.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  expect(parsed).toBeLessThan(3 * chunks.join("").length);
});
