import { Stryker } from "@stryker-mutator/core";
import type { Part } from "./parts.ts";

/** How many changes there were, and how many of them a test noticed. */
export interface MutationScore {
  readonly name: string;
  readonly noticed: number;
  readonly all: number;
}

/** Tries all changes to a part, or those to some of its files or lines, and prints the ones that nothing noticed. */
export async function runPart(part: Part, mutate: string | undefined, lanes: number): Promise<MutationScore> {
  const reports = `reports/mutation/${part.name}`;
  const mutants = await new Stryker({
    ...part.options,
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: part.vitest },
    mutate: [
      ...(mutate ?? part.mutate).split(","),
      "!**/*.test.ts",
      "!**/*.test-d.ts",
      "!**/*.test-helper.ts",
      "!**/index.ts",
    ],
    ignorePatterns: ["dist", "reports", "proofs/runtimes/project", "proofs/benchmarks", "docs", "*.tgz"],
    concurrency: lanes,
    tempDirName: `${reports}/sandbox`,
    reporters: ["progress-append-only", "clear-text", "html", "json"],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
    htmlReporter: { fileName: `${reports}/report.html` },
    jsonReporter: { fileName: `${reports}/report.json` },
  }).runMutationTest();
  const count = (...statuses: readonly string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  return { name: part.name, noticed, all: noticed + count("Survived", "NoCoverage") };
}
