import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../proofs/kit/temporary-folder.ts";

/** A folder that lives as long as the test; gives the paths of files in it. */
export async function testFolder(): Promise<(name?: string) => string> {
  const { path: folder, remove } = temporaryFolder("cli");
  onTestFinished(remove);
  return (name = "") => join(folder, name);
}
