import { expect, test } from "vitest";
import { resultOf } from "../testing/fake-context.ts";
import { mediaTypesOf, responsesOf, undeclaredMediaType } from "./documented-responses.ts";

const document = {
  components: {
    responses: {
      forbidden: {
        "x-evidence": { level: "documented" },
        content: { "application/problem+json": {}, "text/plain; charset=utf-8": {} },
      },
    },
  },
};
const forbidden = { $ref: "#/components/responses/forbidden" };

const judge = (type: string | undefined, body = "{}", response: unknown = forbidden) => {
  const headers = type === undefined ? [] : [["content-type", type] as const];
  return undeclaredMediaType(resultOf({ status: 403, body: Buffer.from(body), headers }), response, document);
};

test("the body of an error response is of a media type that the contract declares for it", () => {
  expect(judge("application/problem+json")).toBeUndefined();
  expect(judge("Application/Problem+JSON; charset=utf-8")).toBeUndefined();
  expect(judge("text/plain")).toBeUndefined();
  expect(judge("application/json")).toEqual({
    code: "other-media-type",
    expected: "content-type: application/problem+json or text/plain; charset=utf-8",
    actual: "content-type: application/json",
    evidence: "documented",
  });
  expect(judge(undefined)).toMatchObject({ actual: "content-type: none" });
});

test("an absent body needs no media type, and a response without a declared body may have any", () => {
  expect(judge(undefined, "")).toBeUndefined();
  expect(judge("text/html", "<p>", { description: "No body is declared." })).toBeUndefined();
  expect(judge("text/html", "<p>", null)).toBeUndefined();
});

test("the responses of an operation are those of the contract", () => {
  const responses = responsesOf("executions");
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "403", "429"]));
  expect(mediaTypesOf(responses["200"])).toEqual(["application/json"]);
  expect(mediaTypesOf({ description: "No body is declared." })).toEqual([]);
});
