import { describe, expect, test } from "vitest";
import { isObject, type JsonObject, objectAt } from "../../src/shared/json.ts";
import { readEventTemplates, renderEventTemplates } from "./event-templates.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";

type Edit = (schemas: Record<string, JsonObject>, document: JsonObject) => void;

/** The tiny contract, edited. */
function edited(edit: Edit): JsonObject {
  const document = readTinyDocument();
  const schemas = objectAt(document, "components", "schemas");
  edit(schemas as Record<string, JsonObject>, document);
  return document;
}

/** A tiny contract whose cancellations have one more property. */
function withProperty(name: string, schema: unknown, required = false): JsonObject {
  return edited(({ CancellationEvent }) => {
    Object.assign(objectAt(CancellationEvent, "properties"), { [name]: schema });
    if (required) Object.assign(CancellationEvent ?? {}, { required: ["type", "id", name] });
  });
}

/** Shows one cancellation in an example. */
function show(document: JsonObject, value: JsonObject): JsonObject {
  const path = "/notifications/{id}/events/cancellations";
  const content = objectAt(document, "paths", path, "get", "responses", "200", "content", "application/json");
  Object.assign(content, { examples: { shown: { value: [{ type: "cancellation", id: "1", ...value }] } } });
  return document;
}

/** What the templates of cancellations have at a property, usual ones and then complete ones. */
function samplesOf(document: JsonObject, name: string): readonly [unknown[], unknown[]] {
  const { usual = [], complete = [] } = readEventTemplates(document).get("cancellations") ?? {};
  const read = (text: string): unknown => {
    const event: unknown = JSON.parse(text.replaceAll(/:(<[^>]+>)/g, `:"$1"`));
    return isObject(event) ? event[name] : undefined;
  };
  return [usual.map(read), complete.map(read)];
}

test("a template has blanks for values that differ from event to event", () => {
  const { usual } = readEventTemplates(readTinyDocument()).get("activations") ?? {};
  expect(usual).toEqual([
    '{"type":"activation","id":"<event>","timestamp":<timestamp>,"source":{"type":"notification","detail":{"activation":{"id":<notification>}}}}',
  ]);
});

describe("an optional property", () => {
  test("is in the complete templates only, unless an example shows it", () => {
    expect(samplesOf(readTinyDocument(), "reason")).toEqual([[undefined], ["synthetic"]]);
    const shown = show(readTinyDocument(), { reason: "no address" });
    expect(samplesOf(shown, "reason")).toEqual([["no address"], ["no address"]]);
  });

  test("counts as shown if an example has the property that refers to it", () => {
    const document = withProperty("reason", { $ref: "#/components/schemas/Words" });
    Object.assign(objectAt(document, "components", "schemas"), { Words: { type: "string" } });
    expect(samplesOf(show(document, { reason: "no address" }), "reason")[0]).toEqual(["no address"]);
  });
});

describe("the templates of a kind show", () => {
  test("every known variant of a union, and no unknown one", () => {
    const document = edited((schemas) => {
      const known = objectAt(schemas, "KnownSource");
      Object.assign(known, { oneOf: [...(known["oneOf"] as []), { $ref: "#/components/schemas/Mail" }] });
      Object.assign(objectAt(known, "discriminator", "mapping"), { mail: "#/components/schemas/Mail" });
      const type = { type: "string", enum: ["mail"] };
      schemas["Mail"] = { type: "object", required: ["type"], properties: { type } };
    });
    const { usual = [] } = readEventTemplates(document).get("activations") ?? {};
    expect(usual.map((text) => /"source":\{"type":"(\w+)"/.exec(text)?.[1])).toEqual([
      "notification",
      "mail",
    ]);
  });

  test.each([
    ["every value of an enum", { type: "string", enum: ["a", "b", "c"] }, ["a", "b", "c"]],
    ["null where it is allowed", { type: ["string", "null"] }, ["synthetic", null]],
    ["both booleans", { type: "boolean" }, [true, false]],
    ["a number within its bounds", { type: "integer", minimum: 10, maximum: 20 }, [10]],
    ["a number below its bound", { type: "number", maximum: -1 }, [-1]],
    ["the schema's own example", { type: "string", pattern: "^a+$", example: "aa" }, ["aa"]],
    ["a constant", { const: 7 }, [7]],
    ["a date", { type: "string", format: "date-time" }, ["2026-01-01T00:00:00Z"]],
    ["a list of every sample of its items", { type: "array", items: { enum: [1, 2] } }, [[1, 2]]],
    ["each member of a choice", { oneOf: [{ type: "string" }, { type: "null" }] }, ["synthetic", null]],
    [
      "the joined properties of several schemas",
      { allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { enum: [1, 2] } } }] },
      [
        { a: 1, b: 1 },
        { a: 1, b: 2 },
      ],
    ],
    ["a free object", { type: "object", additionalProperties: true }, [{}]],
  ])("%s", (_, schema, expected) => {
    expect(samplesOf(withProperty("more", schema), "more")[1]).toEqual(expected);
  });
});

test.each([
  ["stamp", { properties: { time: { type: "integer" } } }, [{ time: "<stamp-time>" }]],
  ["stamp", { properties: { set: { type: "string", format: "uuid" } } }, [{ set: "<stamp:set>" }]],
  ["version", { type: "string", format: "uuid" }, ["<notification:version>"]],
  ["to", { properties: { id: { type: "string" } } }, [{ id: "00<contact>" }]],
  ["to", { properties: { unicity: { type: "string" } } }, [{ unicity: "contact-<contact>@example.com" }]],
  ["hash", { type: ["string", "null"] }, ["<digest>", null]],
])("the name %s of %j is given the blanks %j", (name, schema, blanks) => {
  expect(samplesOf(withProperty(name, schema), name)[1]).toEqual(blanks);
});

test("a template is ASCII, and an angle bracket in it always begins a blank", () => {
  const document = withProperty("more", { const: "<é\u2028😀>" });
  const [text = ""] = readEventTemplates(document).get("cancellations")?.complete ?? [];
  expect(text).toMatch(/^[ -~]+$/);
  expect(text.match(/<[^>]*>/g)).toEqual(["<event>"]);
  expect(samplesOf(document, "more")[1]).toEqual(["<é\u2028😀>"]);
});

test("a nullable timestamp still orders the events", () => {
  const document = edited(({ ActivationEvent }) => {
    const timestamp = { type: ["integer", "null"], format: "int64" };
    Object.assign(objectAt(ActivationEvent, "properties"), { timestamp });
  });
  const { usual } = readEventTemplates(document).get("activations") ?? {};
  expect(usual).toHaveLength(1);
  expect(usual?.[0]).toContain('"timestamp":<timestamp>');
});

describe("a schema that refers to itself", () => {
  const self = { $ref: "#/components/schemas/CancellationEvent" };

  test("is left out if it is optional, and empty if it is a list", () => {
    expect(samplesOf(withProperty("inner", self), "inner")[1]).toEqual([undefined]);
    expect(samplesOf(withProperty("inner", { type: "array", items: self }), "inner")[1]).toEqual([[]]);
  });

  test("is an error if it is required", () => {
    expect(() => readEventTemplates(withProperty("inner", self, true))).toThrow(
      "The sandbox cannot make an event of type cancellation: CancellationEvent requires itself.",
    );
  });
});

test("an enum decides before the name of a property does", () => {
  expect(samplesOf(withProperty("hash", { type: "string", enum: ["gold", "silver"] }), "hash")[1]).toEqual([
    "gold",
    "silver",
  ]);
});

test.each([
  ["multipleOf", { type: "integer", multipleOf: 5 }],
  ["minItems", { type: "array", minItems: 2 }],
  ["minLength", { type: "string", minLength: 20 }],
])("%s without an example is an error", (keyword, schema) => {
  const message = `CancellationEvent.code, and cannot invent one for ${keyword}`;
  expect(() => readEventTemplates(withProperty("code", schema))).toThrow(message);
  expect(samplesOf(show(withProperty("code", schema), { code: 5 }), "code")[0]).toEqual([5]);
});

test("a pattern without an example is an error that names the property", () => {
  const document = withProperty("code", { type: "string", pattern: "^[A-Z]{3}$" });
  expect(() => readEventTemplates(document)).toThrow(
    "needs a value for CancellationEvent.code, and cannot invent one",
  );
  expect(samplesOf(show(document, { code: "ABC" }), "code")).toEqual([["ABC"], ["ABC"]]);
});

test("the module holds the templates as data", async () => {
  const { js, dts } = renderEventTemplates(readTinyDocument());
  const { eventTemplates } = await import(`data:text/javascript,${encodeURIComponent(js)}`);
  expect(Object.keys(eventTemplates)).toEqual(["activations", "cancellations"]);
  expect(eventTemplates.activations.usual).toHaveLength(1);
  expect(dts).toContain('Readonly<Record<"activations" | "cancellations", EventTemplates>>');
});
