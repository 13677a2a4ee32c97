import { expect, test } from "vitest";
import { eventKinds } from "./event-kinds.ts";

test("there are three event kinds, in the order of the API", () => {
  expect(eventKinds).toEqual(["activations", "executions", "cancellations"]);
});
