import { describe, expect, it } from "vitest";
import { eventColumns } from "../../generated/contract.js";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { contentDigest, eventRows, isSameEvent } from "./event-row.ts";

const uuid = "0B8F1A52-3C6D-4E7F-8A9B-0C1D2E3F4A5B";
const rowOf = (text: string, kind: EventKind = "activations") => eventRows(kind)(JSON.parse(text), text);

describe("a row", () => {
  it("has the text as it was received, and the columns that queries need", () => {
    const text = `{"type":"activation","id":"${uuid}", "timestamp":1767225600000,"source":{"detail":{"activation":
      {"receiver":{"value":{"id":"contact-7"}},"stamp":{"id":"stamp-1"}}}},"n":10.00}`;
    expect(rowOf(text)).toEqual({
      key: uuid.toLowerCase(),
      id: uuid,
      type: "activation",
      publishedAt: 1_767_225_600_000,
      stampId: "stamp-1",
      contactId: "contact-7",
      text,
    });
  });

  it.each(eventKinds)("has the stamp and contact of %s", (kind) => {
    const column = (end: RegExp) => eventColumns[kind].find((name) => end.test(name)) ?? "";
    const nest = (path: string, value: unknown): object =>
      Object(path.split(".").reduceRight((inner: unknown, name) => ({ [name]: inner }), value));
    const stamp = nest(column(/stamp\.id$/), "s");
    const contact = nest(column(/(receiver|recipient)\.value\.id$/), 7);
    expect(rowOf(JSON.stringify(stamp), kind).stampId).toBe("s");
    expect(rowOf(JSON.stringify(contact), kind).contactId).toBe("7");
  });

  it.each(["null", "5", "[]", "{}", '"text"', '{"id":null,"type":null,"timestamp":"today","source":[]}'])(
    "of %s has a digest as its key and no columns",
    (text) => {
      const { key, text: kept, ...columns } = rowOf(text);
      expect(key).toMatch(/^sha256:[\da-f]{64}$/);
      expect(kept).toBe(text);
      expect(new Set(Object.values(columns))).toEqual(new Set([undefined]));
    },
  );

  it("has the id as its key, unless no database could store it", () => {
    const keyOf = (id: string) => rowOf(JSON.stringify({ id })).key;
    expect(keyOf("order 7")).toBe("order 7");
    const digests = ["a\0b", "a\0c", "a\ud800", "a\ud801", "x".repeat(201)].map(keyOf);
    expect(new Set(digests.filter((key) => key.startsWith("sha256:"))).size).toBe(5);
  });

  it("has a digest of the text as its key where the id is empty", () => {
    const [first, second] = ['{"id":"","n":1}', '{"id":"","n":2}'].map((text) => rowOf(text));
    expect(first?.key).toMatch(/^sha256:/);
    expect(second?.key).not.toBe(first?.key);
    expect(first?.id).toBe("");
  });

  it("replaces characters in its columns that no database stores", () => {
    expect(rowOf('{"id":"a\\u0000b","type":"\\ud800 c"}')).toMatchObject({
      id: "a\ufffdb",
      type: "\ufffd c",
    });
  });

  it("keeps an id of 200 characters as its key", () => {
    for (const length of [200, 201]) {
      const id = "x".repeat(length);
      expect(rowOf(JSON.stringify({ id })).key === id).toBe(length === 200);
    }
  });

  it.each([
    ["1767225600000.7", 1_767_225_600_000],
    ["1e300", undefined],
    ["-62167219200000", -62_167_219_200_000],
    ["-62167219200001", undefined],
    ["253402300799999.9", 253_402_300_799_999],
    ["253402300800000", undefined],
    ['"1767225600000"', undefined],
    ["-1e300", undefined],
    ["1e400", undefined],
  ])("with the timestamp %s was published at %s", (timestamp, publishedAt) => {
    expect(rowOf(`{"timestamp":${timestamp}}`).publishedAt).toBe(publishedAt);
  });
});

describe("two texts", () => {
  // Deeper than the stack of any thread lets JSON.stringify print.
  const deep = (open: string, close: string) => open.repeat(200_000) + close.repeat(200_000);

  it.each([
    ['{"a":1,"b":{"c":[1,2],"d":"é"}}', '{ "b": {"d":"\\u00e9","c":[1,2]}, "a": 1.0 }'],
    [deep('{"a":', "}").replace("}", "1}"), deep('{"a":', "}").replace("}", "1}")],
  ])("are the same event where JSON gives the difference no meaning", (a, b) => {
    expect(isSameEvent(a, b)).toBe(true);
    expect(contentDigest(a)).toBe(contentDigest(b));
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":1}', '{"a":1,"b":null}'],
    ["[1,2]", "[2,1]"],
    [deep("[", "]"), ` ${deep("[", "]")}`],
  ])("are different events if a value differs", (a, b) => {
    expect(isSameEvent(a, b)).toBe(false);
    expect(contentDigest(a)).not.toBe(contentDigest(b));
  });
});
