import { describe, expect, test } from "vitest";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { SpecError } from "./bundle.ts";
import { readContract, readEventOperations } from "./contract-data.ts";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";

const activations = "/notifications/{id}/events/activations";

/** The tiny document with something else at the end of a path of keys. */
function tinyWith(keys: readonly string[], value: unknown): JsonObject {
  const document = readTinyDocument();
  const last = keys.at(-1) ?? "";
  Object.assign(objectAt(document, ...keys.slice(0, -1)), { [last]: value });
  return document;
}

/** What the contract says of a query parameter with this schema. */
function parameterOf(schema: unknown): unknown {
  const document = tinyWith(["components", "parameters", "limit", "schema"], schema);
  const { description: _, ...data } = readContract(document).parameters["limit"] ?? { description: "" };
  return data;
}

test("an operation without events is not an event kind", () => {
  expect(readEventOperations({ paths: { "/health": { get: { operationId: "health" } } } })).toEqual([]);
});

test("the data of the contract are in the order of the document", () => {
  const contract = readContract(readTinyDocument());
  expect(Object.keys(contract.kinds)).toEqual(["activations", "cancellations"]);
  expect(contract.kinds["activations"]).toEqual({
    path: activations,
    eventType: "activation",
    sources: { notification: ["activation"] },
    parameters: ["limit"],
  });
  expect(contract.kinds["cancellations"]).toMatchObject({ sources: {}, parameters: [] });
  expect(contract.notificationId).toEqual({ minimum: 0, maximum: 2_147_483_647 });
  expect(contract.server).toBe("https://api.example.com");
});

describe("a query parameter", () => {
  test.for<[string, unknown, unknown]>([
    [
      "an integer within bounds",
      { type: "integer", minimum: 1 },
      { kind: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    ],
    [
      "an int32",
      { type: "integer", format: "int32" },
      { kind: "integer", minimum: -2_147_483_648, maximum: 2_147_483_647 },
    ],
    [
      "an integer between bounds that it may not have",
      { type: "integer", exclusiveMinimum: 0, exclusiveMaximum: 10 },
      { kind: "integer", minimum: 1, maximum: 9 },
    ],
    ["a number", { type: "number", maximum: 0.5 }, { kind: "number", maximum: 0.5 }],
    ["a switch", { type: "boolean" }, { kind: "boolean" }],
    ["a text", { type: ["string", "null"] }, { kind: "text" }],
    ["one of some values", { type: "string", enum: ["a", "b"] }, { kind: "choice", values: ["a", "b"] }],
    ["one value", { type: "string", const: "a" }, { kind: "choice", values: ["a"] }],
    ["an instant", { type: "string", format: "date-time" }, { kind: "instant" }],
    [
      "an instant in one of two forms",
      { anyOf: [{ type: "string", format: "date-time" }, { type: "integer" }] },
      { kind: "instant" },
    ],
  ])("is %s", ([, schema, data]) => {
    expect(parameterOf(schema)).toEqual(data);
  });

  test.for([
    ["a list", { type: "array", items: { type: "string" } }],
    ["of two types", { type: ["string", "integer"] }],
    ["anything", {}],
  ])("is rejected with its file if it is %s", ([, schema]) => {
    expect(() => parameterOf(schema)).toThrow(SpecError);
    expect(() => parameterOf(schema)).toThrow("parameter limit (spec/components/parameters/limit.yaml)");
  });

  test("may be given for a whole path, and an operation's own one replaces it", () => {
    const shared = [
      { name: "limit", in: "query", schema: { type: "boolean" } },
      { name: "deep", in: "query", schema: { type: "boolean" } },
    ];
    const { kinds, parameters } = readContract(tinyWith(["paths", activations, "parameters"], shared));
    expect(kinds["activations"]?.parameters).toEqual(["limit", "deep"]);
    expect(parameters["limit"]?.kind).toBe("integer");
  });

  test("must be equal on every endpoint", () => {
    const other = [
      { $ref: "#/components/parameters/id" },
      { name: "limit", in: "query", schema: { type: "integer", maximum: 5 } },
    ];
    const path = "/notifications/{id}/events/cancellations";
    const document = tinyWith(["paths", path, "get", "parameters"], other);
    expect(() => readContract(document)).toThrow("have the same query parameter limit");
  });
});

test("a path has one parameter, an integer", () => {
  for (const schema of [{ type: "string" }, { type: "number", minimum: 0, maximum: 1 }]) {
    const document = tinyWith(["components", "parameters", "id", "schema"], schema);
    expect(() => readContract(document)).toThrow(`GET ${activations} with the id of a notification`);
  }
});

describe("the key", () => {
  test("goes into the header of an apiKey, or into Authorization", () => {
    expect(readContract(readTinyDocument()).security).toEqual({ header: "X-Tiny", prefix: "" });
    const bearer = tinyWith(["components", "securitySchemes", "key"], { type: "http", scheme: "bearer" });
    expect(readContract(bearer).security).toEqual({ header: "Authorization", prefix: "Bearer " });
  });

  test.for<[string, unknown]>([
    ["in the query, where logs show it", { type: "apiKey", in: "query", name: "key" }],
    ["in a cookie", { type: "apiKey", in: "cookie", name: "key" }],
    ["with a password", { type: "http", scheme: "basic" }],
  ])("is rejected %s", ([, scheme]) => {
    expect(() => readContract(tinyWith(["components", "securitySchemes", "key"], scheme))).toThrow(
      "The client sends one key in a header.",
    );
  });

  test("must come from exactly one scheme", () => {
    for (const security of [[], [{ key: [], other: [] }], undefined]) {
      expect(() => readContract(tinyWith(["security"], security))).toThrow("The client sends one key");
    }
  });
});

test.each(["/v9", "http://api.example.com", "", "api.example.com"])("the server %j is rejected", (url) => {
  expect(() => readContract(tinyWith(["servers"], [{ url }]))).toThrow(
    /is ".*"\. The client calls it by default, .* absolute https/,
  );
});

test.each(["signal", "help", "__proto__"])("no query parameter can be called %s", (name) => {
  const parameters = [{ name, in: "query", schema: { type: "string" } }];
  expect(() => readContract(tinyWith(["paths", activations, "parameters"], parameters))).toThrow(
    new RegExp(`an option or a property ${name} of their own`),
  );
});
