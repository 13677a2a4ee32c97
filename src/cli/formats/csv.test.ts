import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isActivation, isCancellation, isExecution } from "../../../generated/events.js";
import document from "../../../generated/openapi.json" with { type: "json" };
import { type NotificationEvent, unknownEvent } from "../../client/events.ts";
import { activation } from "../../sandbox/testing/ask.ts";
import { eventKinds } from "../../shared/event-kinds.ts";
import { csv, csvOf } from "./csv.ts";

/** A strict reader of what RFC 4180 allows, with line feeds: the values, row by row. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/gy;
  while (field.lastIndex < text.length) {
    const [, quoted, plain, end] = field.exec(text) ?? [];
    if (end === undefined) throw new Error("This is no CSV.");
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

/** Events as the client hands them out. */
const recognised = (raw: unknown): NotificationEvent =>
  isActivation(raw) || isExecution(raw) || isCancellation(raw) ? raw : unknownEvent(raw);

const examples = document.components.examples;
const examplesOf = (name: keyof typeof examples) =>
  examples[name].value as readonly Record<string, unknown>[];
const known = activation("one", 1_767_225_600_000);

/** The rows of a response, each by the names of the columns. */
function table(kind: (typeof eventKinds)[number], ...batches: NotificationEvent[][]) {
  const format = csv(kind);
  const [header = [], ...rows] = parse(batches.map(format.batch).join("") + format.end());
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(row.map((value, n) => [header[n] ?? "", value])));
}

/** The event that a row without `raw` is of, but with text for all values: `data` is JSON in its column. */
function nested(row: Readonly<Record<string, string>>): unknown {
  const { published_at: _, ...columns } = row;
  const event = {};
  for (const [path, value] of Object.entries(columns)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    if (value === "") continue;
    let place: Record<string, unknown> = event;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place[last] = last === "data" ? JSON.parse(value) : value;
  }
  return event;
}

/** A value with text for all numbers and truth values in it, as cells have them. */
function texts(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) => (Object(inner) === inner ? inner : String(inner)));
}

describe("a table of events", () => {
  it.each(eventKinds)("has a column for every field of the contract's example of %s", (kind) => {
    const rows = table(kind, examplesOf(kind).map(recognised));
    expect(rows.length).toBeGreaterThan(0);
    for (const { raw } of rows) expect(raw).toBe("");
    const shown = rows.map(({ raw, ...row }) => nested(row));
    expect(shown).toEqual(examplesOf(kind).map(texts));
  });

  it.each(eventKinds)("has every value of %s of unknown kinds", (kind) => {
    const events = examplesOf(`${kind}-of-unknown-kinds`);
    const rows = table(kind, events.map(recognised));
    expect(rows.map(({ raw = "", ...row }) => texts(raw ? JSON.parse(raw) : nested(row)))).toEqual(
      texts(events),
    );
    expect(rows.some(({ raw }) => raw !== "")).toBe(true);
  });

  it("has one header over all batches, and only the header without events", () => {
    expect(table("activations", [known], [known, known])).toHaveLength(3);
    expect(csv("activations").end()).toMatch(/^type,id,.*,raw\n$/);
  });

  it.each<[string, (event: Record<string, unknown>) => unknown]>([
    ["a field that is not documented", (event) => ({ ...event, "source.type": "not the nested one" })],
    ["null", (event) => ({ ...event, identity: null })],
    ["an empty object", (event) => ({ ...event, identity: {} })],
    ["an empty text", (event) => ({ ...event, identity: { type: "" } })],
    ["half a surrogate pair", (event) => ({ ...event, identity: { type: "a\ud800" } })],
    ["a number where a text belongs", (event) => ({ ...event, identity: { type: 1 } })],
    ["a text where a number belongs", (event) => ({ ...event, timestamp: "1767225600000" })],
    ["true", (event) => ({ ...event, identity: { type: true } })],
    ["a list where an object belongs", (event) => ({ ...event, identity: ["customer"] })],
    [
      "a name that every object has",
      (event) => JSON.parse(`{"__proto__":1,${JSON.stringify(event).slice(1)}`),
    ],
  ])("has the whole event under raw, too, where it holds %s", (_what, change) => {
    const event = change({ ...known });
    const [row] = table("activations", [event as NotificationEvent]);
    expect(JSON.parse(row?.["raw"] ?? "")).toEqual(event);
    expect(row?.["id"]).toBe("one");
  });
});

it("has the time in ISO 8601 beside the milliseconds, and an empty cell if they are not a time", () => {
  const rowOf = (timestamp: unknown) =>
    table("activations", [unknownEvent({ timestamp })])[0]?.["published_at"];
  expect(rowOf(1_767_225_600_123)).toBe("2026-01-01T00:00:00.123Z");
  for (const none of [null, "1767225600123", 1e300, undefined]) expect(rowOf(none)).toBe("");
});

it("has only the columns asked for, in their order", () => {
  const format = csv("activations", { columns: ["raw", "published_at", "id"] });
  expect(parse(format.batch([known, unknownEvent({ to: 1 })]))).toEqual([
    ["raw", "published_at", "id"],
    ["", "2026-01-01T00:00:00.000Z", "one"],
    ['{"to":1}', "", ""],
  ]);
});

it("a table round-trips any text and any value", () => {
  const text = fc.string({ unit: fc.constantFrom(..."a, \"'\r\n\t;=é😀\ufeff") });
  fc.assert(
    fc.property(text, text, fc.jsonValue(), (id, version, raw) => {
      const event = structuredClone(known);
      Object.assign(event, { id });
      Object.assign(event.source.detail.activation, { version });
      const [first, second] = table("activations", [event, unknownEvent(raw)]);
      expect(first).toMatchObject({ id, "source.detail.activation.version": version });
      if (id && version) expect(first?.["raw"]).toBe("");
      else expect(JSON.parse(first?.["raw"] ?? "")).toEqual(event);
      expect(JSON.stringify(JSON.parse(second?.["raw"] ?? ""))).toBe(JSON.stringify(raw));
    }),
  );
});

it("escapes cells that a spreadsheet would run, on demand", () => {
  const rowOf = (to: unknown) =>
    parse(csvOf(["to"], {}, { escapeFormulas: true }).batch([unknownEvent({ to })]))[1];
  for (const text of ["=HYPERLINK(1)", "+1+1", "-cmd", "@SUM(1)", "\t=1", "\r=1", "＝1"]) {
    expect(rowOf(text)).toEqual([`'${text}`, JSON.stringify({ to: text })]);
  }
  for (const value of [-5, -1.5e-7, "a=b"]) expect(rowOf(value)).toEqual([String(value), ""]);
  const format = csvOf(["to"], {}, { escapeFormulas: true });
  expect(parse(format.batch([unknownEvent(-5), unknownEvent(["="])])).slice(1)).toEqual([
    ["", " -5"],
    ["", '["="]'],
  ]);
});

it("quotes a text that looks like a number, if the contract names no type", () => {
  const rowOf = (to: unknown) => parse(csvOf(["to"]).batch([unknownEvent({ to })]))[1];
  for (const value of ["1", "true", "null", "[]", '{"a":1}'])
    expect(rowOf(value)).toEqual([value, JSON.stringify({ to: value })]);
  for (const value of [1, true, "one"]) expect(rowOf(value)).toEqual([String(value), ""]);
});

it("holds a value that is a number in one event and an object in another", () => {
  const columns = ["to", "to.id"];
  const rowOf = (to: unknown) => parse(csvOf(columns).batch([unknownEvent({ to })]))[1];
  expect(rowOf(7)).toEqual(["7", "", ""]);
  expect(rowOf({ id: 8 })).toEqual(["", "8", ""]);
  expect(rowOf({})).toEqual(["", "", '{"to":{}}']);
  expect(rowOf([9])).toEqual(["[9]", "", ""]);
});
