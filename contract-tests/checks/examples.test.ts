import { expect, test } from "vitest";
import { activationsExample } from "../testing/examples.ts";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { exampleChecks } from "./examples.ts";

function judge(id: string, response: Parameters<typeof resultOf>[0]) {
  const check = exampleChecks.find((row) => row.id === id);
  const context = fakeContext({ [check?.needs[0] ?? ""]: resultOf(response) });
  return check?.judge(context, [context]);
}

test("the contract's example passes, and any other body fails", () => {
  expect(judge("example-activations", { json: activationsExample })).toEqual([]);
  expect(judge("example-activations", { json: activationsExample.slice(1) })).toMatchObject([
    { actual: "another body" },
  ]);
});

test("a finding names the event and the pointer of a schema violation", () => {
  const [first, ...others] = activationsExample;
  expect(judge("example-activations", { json: [first, { ...others[0], timestamp: "soon" }] })).toMatchObject([
    { actual: "another body" },
    { eventIndex: 1, pointer: "/timestamp" },
  ]);
});

test("a finding about an example that is not served names the actual status", () => {
  expect(judge("example-activations", { status: 404 })).toMatchObject([{ actual: "status 404" }]);
});

test("each documented status is required", () => {
  expect(judge("status-429-served", { status: 429 })).toEqual([]);
  expect(judge("status-429-served", { status: 200 })).toMatchObject([
    { expected: "status 429", actual: "status 200" },
  ]);
});
