import { expect, test } from "vitest";
import { eventKinds } from "./event-kinds.ts";

test("the event kinds of the reference are known", () => {
  expect(eventKinds).toEqual(expect.arrayContaining(["activations", "executions", "cancellations"]));
});
