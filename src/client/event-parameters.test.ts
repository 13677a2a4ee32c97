import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { checkEventParameters, checkParameter } from "./event-parameters.ts";

/** Callers without types pass anything. */
const checkAnything = checkEventParameters as (kind: string, id: unknown, query?: unknown) => unknown;

const rejection = (id: unknown, query?: unknown): string => {
  try {
    checkAnything("activations", id, query);
  } catch (error) {
    expect(error).toBeInstanceOf(Np6ConfigError);
    return (error as Error).message;
  }
  return "accepted";
};

describe("the parameters of an event request", () => {
  it("are sent as given, times in UTC", () => {
    expect(
      checkEventParameters("activations", 156, {
        start: "2026-02-01T11:00:00+01:00",
        end: new Date(1_800_000_000_000),
        sort: "desc",
      }),
    ).toEqual({ start: "2026-02-01T10:00:00.000Z", end: "2027-01-15T08:00:00.000Z", sort: "desc" });
  });

  it("are not sent where they are absent or undefined", () => {
    const query = { start: undefined, end: undefined, sort: undefined, signal: undefined };
    expect(checkEventParameters("activations", 0)).toEqual({});
    expect(checkEventParameters("activations", 2_147_483_647, query)).toEqual({});
  });

  it("leave the signal to the caller", () => {
    expect(checkEventParameters("activations", 156, { signal: new AbortController().signal })).toEqual({});
  });

  it.each([
    [-1, "-1"],
    [1.5, "1.5"],
    [2_147_483_648, "2147483648"],
    [Number.NaN, "NaN"],
    ["156", '"156"'],
    [undefined, "undefined"],
  ])("are rejected with the id %j", (id, shown) => {
    expect(rejection(id)).toBe(`id: ${shown} is not an integer from 0 to 2147483647.`);
  });

  it("may name an empty window, but not one that ends before it starts", () => {
    const start = "2026-02-01T10:00:00.001Z";
    expect(rejection(156, { start, end: start })).toBe("accepted");
    expect(rejection(156, { start, end: "2026-02-01T10:00:00Z" })).toBe(
      "start: 2026-02-01T10:00:00.001Z is after end: 2026-02-01T10:00:00.000Z.",
    );
  });

  it.each([
    ["ascending", '"ascending"'],
    ["ASC", '"ASC"'],
    ["", '""'],
    [null, "null"],
  ])("are rejected with sort %j", (sort, shown) => {
    expect(rejection(156, { sort })).toContain(`sort: ${shown} is neither "asc" nor "desc"`);
  });

  it("are rejected with a name that the API does not know, because the API would ignore a filter", () => {
    expect(rejection(156, { start: new Date(0), from: undefined })).toMatch(
      /^`from` is no option; there are start, end, sort/,
    );
  });

  it("are rejected with the name of the wrong bound", () => {
    expect(rejection(156, { end: "2026-02-01" })).toMatch(/^end: /);
    expect(rejection(156, { start: null })).toMatch(/^start: null/);
  });
});

describe("a value is rejected in the words of what its parameter takes:", () => {
  const page = { kind: "integer", minimum: 1, maximum: 1000 };
  it.each<[unknown, Parameters<typeof checkParameter>[2], string]>([
    [0, page, "0 is not an integer from 1 to 1000."],
    [1001, page, "1001 is not an integer from 1 to 1000."],
    [1.5, page, "1.5 is not an integer from 1 to 1000."],
    ["5", page, '"5" is not an integer from 1 to 1000.'],
    [0.6, { kind: "number", maximum: 0.5 }, "0.6 is not a number from -Infinity to 0.5."],
    [Number.NaN, { kind: "number" }, "NaN is not a number from -Infinity to Infinity."],
    ["yes", { kind: "boolean" }, '"yes" is neither true nor false.'],
    ["c", { kind: "choice", values: ["a", "b", 3] }, '"c" is neither "a" nor "b" nor 3.'],
    [7, { kind: "text" }, "7 is not a string."],
  ])("%j", (value, taken, message) => {
    expect(() => checkParameter("limit", value, taken)).toThrow(new Np6ConfigError(`limit: ${message}`));
  });

  it.each<[unknown, Parameters<typeof checkParameter>[2]]>([
    [1, page],
    [1000, page],
    [-0.5, { kind: "number", maximum: 0.5 }],
    [false, { kind: "boolean" }],
    [3, { kind: "choice", values: ["a", "b", 3] }],
    ["", { kind: "text" }],
  ])("but %j is what it takes", (value, taken) => {
    expect(() => checkParameter("limit", value, taken)).not.toThrow();
  });
});
