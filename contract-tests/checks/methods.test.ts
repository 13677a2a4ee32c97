import { expect, test } from "vitest";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { methodChecks } from "./methods.ts";

function judge(id: string, probe: string, changes: Parameters<typeof resultOf>[0]) {
  const context = fakeContext({ [probe]: resultOf(changes) });
  return methodChecks.find((check) => check.id === id)?.judge(context, [context]);
}

test.each([
  [399, 1],
  [400, 0],
  [499, 0],
  [500, 1],
])("the status %i for an unknown path gives %i findings", (status, count) => {
  expect(judge("unknown-path", "unknown-path", { status })).toHaveLength(count);
});

test.each([
  [200, [{ code: "not-rejected" }]],
  [405, []],
  [500, [{ code: "server-error" }]],
  [501, []],
])("the status %i for a POST is a violation unless it is a rejection", (status, findings) => {
  expect(judge("method-post", "probe-post", { status })).toMatchObject(findings);
});

test.each([
  [{ status: 200, body: Buffer.from("") }, []],
  [{ status: 200, body: Buffer.from("[]") }, [{ code: "body-after-head" }]],
  [{ status: 405, body: Buffer.from("") }, []],
  [{ status: 501, body: Buffer.from("") }, []],
  [{ status: 500, body: Buffer.from("") }, [{ code: "server-error" }]],
])("the response %j to HEAD is a violation if it has a body or fails", (changes, findings) => {
  expect(judge("method-head", "probe-head", changes)).toMatchObject(findings);
});
