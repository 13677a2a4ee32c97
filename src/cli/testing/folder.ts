import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that lives as long as the test; gives the paths of files in it. */
export async function testFolder(): Promise<(name?: string) => string> {
  const folder = await mkdtemp(join(tmpdir(), "np6-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return (name = "") => join(folder, name);
}
