import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bundleSpec } from "./bundle.ts";
import { readTinyDocument, tinyRoot } from "./testing/tiny-spec/read.ts";

/**
 * A copy of the tiny spec in which each of the texts is replaced by another. Its path has characters that have a meaning in
 * URLs.
 */
async function edited(...edits: readonly (readonly [before: string, after: string])[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "np6-bundle a #b %41 ç?d-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(tinyRoot, root, { recursive: true });
  const file = join(root, "spec/openapi.yaml");
  let text = await readFile(file, "utf8");
  for (const [before, after] of edits) {
    expect(text).toContain(before);
    text = text.replace(before, after);
  }
  await writeFile(file, text);
  return root;
}

/** The message that a spec is rejected with. */
const whyNot = (root: string): Promise<string> =>
  bundleSpec(root).then(
    () => "It was bundled.",
    (error: Error) => error.message,
  );

test("a spec of one file is its own bundle", async () => {
  expect(await bundleSpec(await edited())).toEqual(readTinyDocument());
});

test("a reference that leads nowhere is one error in Redocly's words", async () => {
  const root = await edited(
    ["value: []", "value: [{ type: activation, source: { type: notification } }]"],
    ['$ref: "#/components/schemas/NotificationSource"', '$ref: "#/components/schemas/Nothing"'],
  );
  const message = await whyNot(root);
  expect(message.match(/^\[\d+\] /gm)).toEqual(["[1] "]);
  expect(message).not.toMatch(/ignore|--force/);
  expect(message).toMatch(/^\[1\] spec\/openapi\.yaml:\d/m);
  expect(message).not.toContain("np6-link-");
  expect(message).toContain("no-unresolved-refs");
});

test("two files that the bundle would give one name are rejected, so no component is ever called Source-2", async () => {
  const root = await edited([
    "type: string\n          x-evidence: { level: assumed",
    '$ref: "Source.yaml"\n          x-evidence: { level: assumed',
  ]);
  await writeFile(join(root, "spec/Source.yaml"), "type: string\n");
  expect(await whyNot(root)).toMatch(
    /Two schemas are referenced with the same name but different content\. Renamed Source to Source-2/,
  );
});

test("a file that no reference leads to is named", async () => {
  const root = await edited();
  await writeFile(join(root, "spec/Forgotten.yaml"), "type: string\n");
  expect(await whyNot(root)).toBe(
    "No reference leads to spec/Forgotten.yaml. Add it, as `$ref`, or delete the file.",
  );
});
