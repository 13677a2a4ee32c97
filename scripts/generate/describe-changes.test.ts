import { expect, test } from "vitest";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { frozenContract } from "../testing/frozen-contract.ts";
import { describeChanges } from "./describe-changes.ts";

function changesOf(edit: (document: JsonObject) => void): readonly string[] {
  const after = frozenContract();
  edit(after);
  return describeChanges(frozenContract(), after);
}

const set = (target: JsonObject, values: object): void => void Object.assign(target, values);
const remove = (target: JsonObject, name: string): void => void Reflect.deleteProperty(target, name);
const schemaOf = (document: JsonObject, name: string) => objectAt(document, "components", "schemas", name);
const kinds = ["activations", "executions", "cancellations"];
const pathOf = (kind: string) => `/notifications/{id}/events/${kind}`;

test("an unchanged contract gives no output", () => {
  expect(changesOf(() => {})).toEqual([]);
});

test("a change of words is a patch", () => {
  expect(changesOf((document) => set(schemaOf(document, "Stamp"), { description: "Other words." }))).toEqual([
    "Version step of this change: patch. Say so with npm run changeset.",
  ]);
});

test("a new property is a column of each kind that has it, and a minor step", () => {
  const zone = { type: "string" };
  expect(changesOf((document) => set(objectAt(schemaOf(document, "Stamp"), "properties"), { zone }))).toEqual(
    [
      "Changed for users:",
      "  + column source.detail.activation.stamp.zone of activations",
      "  + column source.detail.execution.stamp.zone of executions, cancellations",
      "Version step of this change: minor. Say so with npm run changeset.",
    ],
  );
});

test("a new parameter says what it takes and which kinds have it", () => {
  const limit = { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 1000 } };
  const lines = changesOf((document) => {
    for (const kind of kinds.slice(1)) {
      const operation = objectAt(document, "paths", pathOf(kind), "get");
      set(operation, { parameters: [operation["parameters"], limit].flat() });
    }
  });
  expect(lines).toContain("  + parameter limit: integer from 1 to 1000, of executions, cancellations");
});

test("a new endpoint is an event kind with columns and types", () => {
  const lines = changesOf((document) => {
    const operation = objectAt(document, "paths", pathOf("activations"), "get");
    set(objectAt(document, "paths"), {
      [pathOf("sends")]: { get: { ...operation, operationId: "listSends" } },
    });
  });
  expect(lines).toContain("  + event kind sends: GET /notifications/{id}/events/sends");
  expect(lines.filter((line) => line.includes("parameter"))).toEqual([]);
});

test("another prefix, header and server are reported as a major step", () => {
  const lines = changesOf((document) => {
    const paths = objectAt(document, "paths");
    set(document, {
      paths: Object.fromEntries(Object.entries(paths).map(([path, item]) => [`/v9${path}`, item])),
      servers: [{ url: "https://api.example.com" }],
    });
    set(objectAt(document, "components", "securitySchemes"), { apiKey: { type: "http", scheme: "bearer" } });
  });
  expect(lines.slice(0, 6)).toEqual([
    "Changed for users:",
    "  ~ server: https://api-cm.np6.com becomes https://api.example.com",
    "  ~ header: X-Key: <key> becomes Authorization: Bearer <key>",
    ...kinds.map((kind) => `  ~ event kind ${kind}: GET ${pathOf(kind)} becomes GET /v9${pathOf(kind)}`),
  ]);
  expect(lines.at(-1)).toContain("major");
});

test("a response's header with another name is reported", () => {
  const renamed = JSON.stringify(frozenContract()).replaceAll("x-request-id", "request-id");
  const lines = describeChanges(frozenContract(), JSON.parse(renamed));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}\+ header request-id of [\d, ]+$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}- header x-request-id of [\d, ]+$/));
});

test("a change that no rule judges is a major step, and says so", () => {
  const pattern = { "^y_": { type: "string" } };
  expect(changesOf((document) => set(schemaOf(document, "Stamp"), { patternProperties: pattern }))).toEqual([
    "Changed for users:",
    "  ! something that no rule judges; git diff generated/openapi.json shows it",
    "Version step of this change: major. Say so with npm run changeset.",
  ]);
});

test("a timestamp that may be null is breaking, and a removed schema removes its type", () => {
  const lines = changesOf((document) => {
    const { timestamp } = objectAt(schemaOf(document, "CancellationEvent"), "properties");
    set(objectAt(timestamp), { type: ["integer", "null"] });
    remove(objectAt(document, "components", "schemas"), "SortOrder");
    set(objectAt(document, "components", "parameters", "sort", "schema"), { type: "string", enum: ["asc"] });
    remove(objectAt(document, "components", "parameters", "sort", "schema"), "$ref");
  });
  expect(lines).toContain("  - type SortOrder");
  expect(lines).toContain(
    "  ~ parameter sort: asc or desc, of activations, executions, cancellations becomes asc, of activations, executions, cancellations",
  );
  expect(lines.filter((line) => line.startsWith("  ! 200[].timestamp of "))).toHaveLength(1);
  expect(lines.at(-1)).toContain("major");
});

test("a bundle that cannot be compared is reported", () => {
  expect(describeChanges({}, frozenContract())).toEqual([
    expect.stringMatching(/^The previous bundle in generated\/ cannot be compared with the new one: /),
  ]);
});
