import { describe, expect, test } from "vitest";
import { Np6ConfigError } from "./errors/index.ts";
import { checkEventParameters, type EventQueryParameters } from "./event-parameters.ts";

const start = "2021-02-23T14:00:00+01:00";

describe("the parameters of a query", () => {
  test("are sent in UTC, and those not given are not sent", () => {
    expect(checkEventParameters(156, { start, sort: "desc" })).toEqual({
      start: "2021-02-23T13:00:00.000Z",
      sort: "desc",
    });
    expect(checkEventParameters(0, { end: undefined })).toEqual({});
    expect(checkEventParameters(2_147_483_647, {})).toEqual({});
  });

  test("may be an empty window", () => {
    expect(checkEventParameters(1, { start, end: start })).toEqual({
      start: "2021-02-23T13:00:00.000Z",
      end: "2021-02-23T13:00:00.000Z",
    });
  });

  test.each([-1, 2_147_483_648, 1.5, Number.NaN, "156", undefined])("refuse the id %s", (id) => {
    expect(() => checkEventParameters(id as number, {})).toThrow(Np6ConfigError);
    expect(() => checkEventParameters(id as number, {})).toThrow(/^id: /);
  });

  test.each<[string, unknown, RegExp]>([
    ["a start after the end", { start, end: "2021-02-23T12:59:59.999Z" }, /lies after end/],
    ["an unknown order", { sort: "ASC" }, /"asc" or "desc", not "ASC"/],
    ["an unknown name", { from: start }, /Unknown in a query: from\. It has start, end, sort and signal/],
    ["a start that is none", { start: Number.NaN }, /^start: /],
    ["an end in seconds", { end: 1_614_089_582 }, /^end: .*seconds/],
  ])("refuse %s", (_name, query, message) => {
    expect(() => checkEventParameters(156, query as EventQueryParameters)).toThrow(message);
  });
});
