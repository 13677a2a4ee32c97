import { expect, test } from "vitest";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { renderContract } from "./render-contract.ts";
import { renderEvents } from "./render-events.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";

/** The guards of a document, with the data that they import. */
async function guardsOf(document: JsonObject) {
  const url = (js: string) => `data:text/javascript,${encodeURIComponent(js)}`;
  const { js } = renderEvents(document);
  return import(url(js.replace("./contract.js", url(renderContract(document).js))));
}

test("a guard takes an event of its type whose source and detail are known", async () => {
  const { isActivation, isEventOf } = await guardsOf(readTinyDocument());
  const source = { type: "notification", detail: { activation: {} } };
  expect(isActivation({ type: "activation", source })).toBe(true);
  expect(isEventOf("activations", { type: "activation", source })).toBe(true);
  for (const other of [
    null,
    [],
    { type: "cancellation", source },
    { type: "activation" },
    { type: "activation", source: { ...source, type: "email" } },
    { type: "activation", source: { ...source, type: ["notification"] } },
    { type: "activation", source: { ...source, type: "toString" } },
    { type: "activation", source: { ...source, detail: undefined } },
    { type: "activation", source: { ...source, detail: { activation: [] } } },
  ]) {
    expect(isActivation(other), JSON.stringify(other)).toBe(false);
  }
});

test("a guard of events without a known source looks at their type alone", async () => {
  const { isCancellation } = await guardsOf(readTinyDocument());
  expect(isCancellation({ type: "cancellation" })).toBe(true);
  expect(isCancellation({ type: "activation" })).toBe(false);
});

test("the declaration documents events in the words of the contract", () => {
  const { dts } = renderEvents(readTinyDocument());
  expect(dts).toContain(
    "export interface Activation extends ActivationEventSchema {\n  readonly source: NotificationSourceSchema;\n}",
  );
  expect(dts).toContain("export declare function isActivation(value: unknown): value is Activation;");
  expect(dts).toMatch(
    /\/\*\*\n {3}\* Messages that were sent\n {3}\*\n {3}\* Evidence: documented\. Source: The reference page\.\n {3}\*\/\n {2}readonly "activations": Activation;/,
  );
});

test("two event kinds may list events of one type, and a type may be a phrase", () => {
  const document = readTinyDocument();
  const paths = objectAt(document, "paths");
  Object.assign(paths, {
    "/notifications/{id}/events/late-activations": paths["/notifications/{id}/events/activations"],
  });
  const text = JSON.stringify(document).replaceAll('"activation"', '"in-app activation"');
  const { js, dts } = renderEvents(JSON.parse(text));
  expect(js.match(/isInAppActivation/g)).toHaveLength(1);
  expect(dts.match(/export interface InAppActivation /g)).toHaveLength(1);
  expect(dts).toContain('readonly "late-activations": InAppActivation;');
});
