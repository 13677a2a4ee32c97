import { expect, test } from "vitest";
import { activationsExample } from "../testing/examples.ts";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { exampleChecks } from "./examples.ts";

function judge(id: string, response: Parameters<typeof resultOf>[0]) {
  const check = exampleChecks.find((row) => row.id === id);
  const context = fakeContext({ [check?.needs[0] ?? ""]: resultOf(response) });
  return check?.judge(context, [context]);
}

test("the contract's own example passes, and any other body does not", () => {
  expect(judge("example-activations", { json: activationsExample })).toEqual([]);
  expect(judge("example-activations", { json: activationsExample.slice(1) })).toMatchObject([
    { actual: "another body" },
  ]);
});

test("what the schema forbids in it is named by event and pointer", () => {
  const [first, ...others] = activationsExample;
  expect(judge("example-activations", { json: [first, { ...others[0], timestamp: "soon" }] })).toMatchObject([
    { actual: "another body" },
    { eventIndex: 1, pointer: "/timestamp" },
  ]);
});

test("an example that is not served is named by the status that came instead", () => {
  expect(judge("example-activations", { status: 404 })).toMatchObject([{ actual: "status 404" }]);
});

test("each documented status is demanded", () => {
  expect(judge("status-429-served", { status: 429 })).toEqual([]);
  expect(judge("status-429-served", { status: 200 })).toMatchObject([
    { expected: "status 429", actual: "status 200" },
  ]);
});
