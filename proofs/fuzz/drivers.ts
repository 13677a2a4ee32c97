import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import fc from "fast-check";
import { mutationsOf } from "./mutations.ts";
import type { FuzzTarget } from "./target.ts";

/** What came of fuzzing one target in one way. */
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

/** Inputs that are kept and changed further when they reach code that none reached before. */
export async function withJsfuzz(target: FuzzTarget, seconds: number, work: string): Promise<FuzzResult> {
  const bundle = `${target.name}.cjs`;
  const corpus = join(work, `${target.name}-corpus`);
  mkdirSync(corpus);
  for (const [index, seed] of target.seeds.entries()) writeFileSync(join(corpus, String(index)), seed);
  await build({
    stdin: {
      contents: `import { fuzzTargets } from "./targets/index.ts";
const target = fuzzTargets.find(({ name }) => name === ${JSON.stringify(target.name)});
// It awaits a function only if it sees that it is asynchronous.
export const fuzz = async (data) => target.check(data);`,
      resolveDir: path("."),
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: join(work, bundle),
    logLevel: "error",
  });
  const artifact = join(work, `${target.name}-broken`);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      path("jsfuzz/node_modules/jsfuzz/build/src/index.js"),
      bundle,
      corpus,
      `--exact-artifact-path=${artifact}`,
    ],
    // It has no time limit of its own.
    { cwd: work, encoding: "utf8", maxBuffer: 2 ** 28, timeout: seconds * 1_000 },
  );
  const said = stdout + stderr;
  const runs = Number([...said.matchAll(/^#(\d+) /gm)].at(-1)?.[1] ?? 0);
  if (existsSync(artifact)) {
    const why = /Broken: .*/.exec(said)?.[0] ?? said.slice(-500);
    return { runs, broken: { input: readFileSync(artifact), why } };
  }
  if (runs === 0) throw new Error(`The byte-level fuzzer ran nothing:\n${said.slice(-2_000)}`);
  return { runs };
}
