import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { recordCatalogue } from "./record-catalogue.ts";

const parent = "reports/mutation/recordings";
/** What the responses depend on: the judges are not part of it. */
const sources = [
  "contract-tests/engine/**/*.ts",
  "contract-tests/checks/{ask,date-forms,window-plan,far-dates,empty-values,client,examples,methods,*probe*}.ts",
  "proofs/suite-faults/**/*.ts",
  "src/**/*.ts",
];
const isTest = (name: string) => name.endsWith(".test.ts");

/** Records the catalogue, unless that was done with the same code. Returns the directory. */
export async function recordOnce(): Promise<string> {
  const digest = createHash("sha256");
  for (const file of globSync(sources, { exclude: isTest }).sort())
    digest.update(file).update(readFileSync(file));
  const directory = resolve(parent, digest.digest("hex").slice(0, 16));
  if (existsSync(directory)) return directory;
  rmSync(parent, { recursive: true, force: true });
  const unfinished = join(parent, "unfinished");
  console.log("Recording what the servers of the catalogue answer, which takes minutes.");
  await recordCatalogue(unfinished);
  renameSync(unfinished, directory);
  return directory;
}
