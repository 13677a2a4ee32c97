import { expect, test } from "vitest";
import { readTinyDocument } from "./testing/tiny-spec/read.ts";
import { renderTypes } from "./types.ts";

test("known tags are literals and the unknown one is opaque, so that types narrow both ways", async () => {
  const types = await renderTypes(readTinyDocument());
  expect(types).toContain('import type { UnknownKind } from "./unknown-kind.js";');
  expect(types).toMatch(/readonly ActivationEvent: \{[^;]*readonly type: "activation";/);
  expect(types).toMatch(/readonly UnknownEvent: \{\s*readonly type: UnknownKind;/);
  expect(types).toContain("export type NotificationEvent =");
});

test("the document is not changed", async () => {
  const document = readTinyDocument();
  await renderTypes(document);
  expect(document).toEqual(readTinyDocument());
});
