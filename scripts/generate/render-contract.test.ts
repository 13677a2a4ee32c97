import { expect, test } from "vitest";
import { objectAt } from "../../src/shared/json.ts";
import { columnsOf } from "./event-columns.ts";
import { docComment, renderContract } from "./render-contract.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";

test("the module holds the contract as constants", async () => {
  const { js } = renderContract(readTinyDocument());
  const contract = await import(`data:text/javascript,${encodeURIComponent(js)}`);
  expect(contract.endpoints.activations.path).toBe("/notifications/{id}/events/activations");
  expect(contract.eventSummaries).toEqual({
    activations: "Messages that were sent",
    cancellations: "Messages that were dropped",
  });
  expect(contract.eventColumns.cancellations).toEqual(["type", "id", "reason"]);
  expect(contract.eventColumnTypes.cancellations).toMatchObject({ type: ["string"], id: ["string"] });
  expect(contract.queryParameters).toEqual({ limit: { kind: "integer", minimum: 1, maximum: 1000 } });
  expect(contract.parameterDescriptions.limit).toMatch(/^How many events/);
  expect(contract.security).toEqual({ header: "X-Tiny", prefix: "" });
});

test("an event kind that is not an identifier is quoted", async () => {
  const document = readTinyDocument();
  const paths = objectAt(document, "paths");
  const path = "/notifications/{id}/events/in-app-cancellations";
  Object.assign(paths, { [path]: paths["/notifications/{id}/events/cancellations"] });
  const { js, dts } = renderContract(document);
  const contract = await import(`data:text/javascript,${encodeURIComponent(js)}`);
  expect(contract.endpoints["in-app-cancellations"].path).toBe(path);
  expect(dts).toContain('readonly "in-app-cancellations": {');
});

test("the declaration has literal types, and the contract's description of a parameter", () => {
  const { dts } = renderContract(readTinyDocument());
  expect(dts).toContain('export type EventKind = "activations" | "cancellations";');
  expect(dts).toContain('readonly "parameters": readonly ["limit"];');
  expect(dts).toMatch(
    /\/\*\* How many events at most\. \*\\\/ ends no comment\. \*\/\n\s*readonly "limit": \{/,
  );
});

test("a comment of several lines is indented like the code below it", () => {
  expect(docComment("a\n\nb", "  ")).toBe("  /**\n   * a\n   *\n   * b\n   */\n");
});

test("columns are the values that a schema names: unions share them, and a recursive schema is one column", () => {
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const object = (properties: object) => ({ type: "object", properties });
  const schemas = {
    Event: object({
      who: { anyOf: [reference("Person"), reference("Device"), { type: "null" }] },
      list: { type: "array", items: reference("Person") },
      free: { type: "object", additionalProperties: true },
      all: { allOf: [object({ a: {} }), object({ b: {} })] },
    }),
    Person: object({ type: {}, name: {}, parent: reference("Person") }),
    Device: object({ type: {}, value: { oneOf: [{ type: "integer" }, object({ id: {} })] } }),
  };
  expect(columnsOf({ components: { schemas } }, "Event")).toEqual([
    ...["who.type", "who.name", "who.parent", "who.value", "who.value.id"],
    ...["list", "free", "all.a", "all.b"],
  ]);
});
