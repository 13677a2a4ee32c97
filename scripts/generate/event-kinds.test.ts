import { expect, test } from "vitest";
import { readEventKinds, renderEventKinds } from "./event-kinds.ts";
import { readTinyDocument } from "./tiny-spec/read.ts";

const activations = {
  operationId: "getActivations",
  path: "/notifications/{id}/events/activations",
  eventType: "activation",
};

test("a kind is named after the end of its path", () => {
  expect(readEventKinds(readTinyDocument())[0]).toEqual({ kind: "activations", ...activations });
});

test("an operation without events is no kind", () => {
  expect(readEventKinds({ paths: { "/health": { get: { operationId: "health" } } } })).toEqual([]);
});

test("the module holds the kinds as data, in the order of the document", async () => {
  const { js } = renderEventKinds(readTinyDocument());
  const { eventKinds } = await import(`data:text/javascript,${encodeURIComponent(js)}`);
  expect(Object.keys(eventKinds)).toEqual(["activations", "cancellations"]);
  expect(eventKinds.activations).toEqual(activations);
});
