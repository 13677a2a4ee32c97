import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { digestOfSpec, isStale, specDigestFile } from "./spec-digest.ts";

const { path: root, remove } = temporaryFolder("digest");
afterAll(remove);

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

test("generated/ is stale after a change of the contract, but not of line ends or lint rules", async () => {
  await write("spec/openapi.yaml", "openapi: 3.1.0\npaths: {}\n");
  await write("spec/components/schemas/Stamp.yaml", "type: object\n");
  expect(await isStale(root)).toBe(true);
  await write(`generated/${specDigestFile}`, `${await digestOfSpec(root)}\n`);
  expect(await isStale(root)).toBe(false);
  await write("spec/openapi.yaml", "openapi: 3.1.0\r\npaths: {}\r\n");
  await write("spec/rules/fixtures/openapi.yaml", "openapi: 3.1.0\n");
  expect(await isStale(root)).toBe(false);
  await write("spec/components/schemas/Stamp.yaml", "type: object \n");
  expect(await isStale(root)).toBe(true);
});
