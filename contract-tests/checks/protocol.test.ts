import { expect, test } from "vitest";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { hasBody, isSuccess } from "./judge-each.ts";
import { protocolChecks } from "./protocol.ts";

function judge(id: string, response: Parameters<typeof resultOf>[0]) {
  const context = fakeContext({ ascending: resultOf(response) });
  return protocolChecks.find((check) => check.id === id)?.judge(context, [context]);
}

const typed = (type: string) => ({ headers: [["content-type", type]] as const });

test.each([
  "application/json",
  "Application/JSON ; charset=UTF-8",
  'application/json;charset="utf-8"',
  "application/json; charset=utf8",
  "application/json; charset = utf-8; boundary=x",
  'application/json; profile="a;charset=latin1"',
  'application/json; profile="a\\";charset=latin1"; charset=utf-8',
  'application/json; charset="utf\\-8"',
  "application/json; x-charset=latin1",
])("%s is JSON in UTF-8", (type) => {
  expect(judge("content-type", typed(type))).toEqual([]);
});

test.each([
  ["text/json", "content-type: text/json"],
  ["application/json5", "content-type: application/json5"],
  ["", "content-type: none"],
  ["application/json; charset=latin1", "another charset"],
  ["application/json; charset = latin1", "another charset"],
  ["application/json; charset=utf-80", "another charset"],
  ["application/json; charset=cutf-8", "another charset"],
  ['application/json; profile="charset=utf-8"; charset="latin1"', "another charset"],
])("%j is not JSON in UTF-8", (type, actual) => {
  expect(judge("content-type", typed(type))).toMatchObject([{ actual }]);
});

test.each([
  [{ status: 201 }, "status 201"],
  [{ status: 300 }, "status 300"],
  [
    { status: undefined, failure: { kind: "connection", message: "ECONNRESET" } as const },
    "no response: ECONNRESET",
  ],
  [{ status: undefined }, "no response: undefined"],
])("the response %j to a valid request is a violation", (response, actual) => {
  expect(judge("status", response)).toMatchObject([{ actual }]);
});

test.each([
  [299, 0],
  [300, 1],
  [399, 1],
  [400, 0],
])("%i counts as %i redirects", (status, count) => {
  expect(judge("no-redirect", { status })).toHaveLength(count);
});

test("a body that is nested too deeply, or has too many elements, is not an array of events", () => {
  const body = (text: string) => ({ body: Buffer.from(text) });
  expect(judge("body-array", body(`${"[".repeat(30_000)}${"]".repeat(30_000)}`))).toHaveLength(1);
  expect(judge("body-array", body(`[${"0,".repeat(300_000)}0]`))).toHaveLength(1);
  expect(judge("body-array", body("{}"))).toMatchObject([{ actual: "another JSON value" }]);
  expect(judge("body-array", body("[]"))).toEqual([]);
});

test("duplicate names are looked for only in JSON", () => {
  expect(judge("duplicate-keys", { body: Buffer.from('[{"a":1,"a":2}]') })).toMatchObject([
    { actual: '"a" twice' },
  ]);
  expect(judge("duplicate-keys", { body: Buffer.from('[{"a":1,"a":2}') })).toEqual([]);
});

test.each([
  [undefined, false],
  [199, false],
  [200, true],
  [299, true],
  [300, false],
])("success of %j: %j", (status, success) => {
  expect(isSuccess(resultOf({ status }))).toBe(success);
});

test("a body has at least one byte", () => {
  expect(hasBody(resultOf({ body: Buffer.from(" ") }))).toBe(true);
  expect(hasBody(resultOf({ body: Buffer.from("") }))).toBe(false);
});
