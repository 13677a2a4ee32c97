import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { mutationsOf } from "./mutations.ts";
import type { FuzzTarget } from "./target.ts";

/** What came of fuzzing one target. */
export interface FuzzResult {
  readonly runs: number;
  /** An input for which something did not hold, and what. */
  readonly broken?: { readonly input: Uint8Array; readonly why: string };
}

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Inputs that once broke something: each is run with the tests. */
export function fixturesOf(name: string): Uint8Array[] {
  const folder = path(`fixtures/${name}/`);
  return existsSync(folder) ? readdirSync(folder).map((file) => readFileSync(join(folder, file))) : [];
}

/** Keeps an input that broke something. Returns where. */
export function keep(name: string, input: Uint8Array): string {
  const file = `fixtures/${name}/${createHash("sha256").update(input).digest("hex").slice(0, 12)}`;
  mkdirSync(path(`fixtures/${name}`), { recursive: true });
  writeFileSync(path(file), input);
  return `proofs/fuzz/${file}`;
}

/** Inputs made by rules, and made smaller once one breaks something. */
export async function withFastCheck(target: FuzzTarget, seconds: number): Promise<FuzzResult> {
  const property = fc.asyncProperty(mutationsOf(target.seeds), async (input) => target.check(input));
  const result = await fc.check(property, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: seconds * 1_000,
  });
  const [input] = result.counterexample ?? [];
  const why = result.errorInstance instanceof Error ? result.errorInstance.message : "";
  return { runs: result.numRuns, ...(input && { broken: { input, why } }) };
}
