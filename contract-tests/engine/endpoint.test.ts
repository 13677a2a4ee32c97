import { expect, test } from "vitest";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { objectAt } from "../../src/shared/json.ts";
import { contract, contractNode } from "./contract.ts";
import { endpointPath, keyHeaderValue, pointerOn } from "./endpoint.ts";

test.each(eventKinds)("the path of %s and a pointer to it come from the contract", (kind) => {
  const path = endpointPath(kind, "{id}");
  expect(Object.keys(objectAt(contract, "paths"))).toContain(path);
  expect(endpointPath(kind, 7)).toBe(path.replace("{id}", "7"));
  expect(contractNode(pointerOn("#/paths/{path}", kind))).toBe(objectAt(contract, "paths", path));
});

test("a check over the whole run points at the first endpoint", () => {
  const [first] = eventKinds;
  expect(pointerOn("#/paths/{path}", "all")).toBe(first && pointerOn("#/paths/{path}", first));
  expect(pointerOn("#/components/parameters/sort", "all")).toBe("#/components/parameters/sort");
});

test("an empty key leaves an empty header, or a scheme without a key", () => {
  expect(keyHeaderValue("k", "")).toBe("k");
  expect(keyHeaderValue("", "")).toBe("");
  expect(keyHeaderValue("k", "Bearer ")).toBe("Bearer k");
  expect(keyHeaderValue("", "Bearer ")).toBe("Bearer");
});
