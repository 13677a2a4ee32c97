import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

type Difference = "missing" | "different" | "extra";

/**
 * Makes `generated/` hold the outputs and nothing else; files that are right already are left alone.
 *
 * @returns A line for each file that changed; none when all were right.
 */
export async function writeOutputs(
  root: string,
  outputs: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const differences = await compare(root, outputs);
  await mkdir(join(root, "generated"), { recursive: true });
  for (const [name] of differences) {
    const file = join(root, "generated", name);
    const text = outputs.get(name);
    await (text === undefined ? rm(file, { recursive: true }) : writeFile(file, text));
  }
  return [...differences].map(([name, how]) => `${how === "extra" ? "removed" : "wrote"} generated/${name}`);
}

/** A line for each file of `generated/` that is not what the spec gives; empty when all are. */
export async function findStale(
  root: string,
  outputs: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const wordings: Record<Difference, string> = {
    missing: "is missing",
    different: "is not what spec/ gives: the spec has changed since, or the file was edited by hand",
    extra: "is extra: nothing generates it",
  };
  return [...(await compare(root, outputs))].map(([name, how]) => `generated/${name} ${wordings[how]}.`);
}

async function compare(root: string, outputs: ReadonlyMap<string, string>): Promise<Map<string, Difference>> {
  const found = new Map<string, Difference>();
  const present = await readdir(join(root, "generated")).catch(ignoreMissing);
  for (const name of outputs.keys()) if (!present.includes(name)) found.set(name, "missing");
  for (const name of present) {
    const text = outputs.get(name);
    if (text === undefined) found.set(name, "extra");
    else if ((await readFile(join(root, "generated", name), "utf8")) !== text) found.set(name, "different");
  }
  return new Map([...found].sort());
}

function ignoreMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}
