import { readFile } from "node:fs/promises";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { filterProblems, problemKindInfo } from "@arethetypeswrong/core/problems";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { type ProofCheck, throwFaults } from "../kit/checks.ts";
import type { InstalledPackage } from "./installed-package.ts";

/** What the linters of packages say of the tarball. */
export const lintChecks: readonly ProofCheck<InstalledPackage>[] = [
  {
    name: "publint",
    async run({ tarball }) {
      const { messages, pkg } = await publint({ pack: { tarball: await bytes(tarball) }, strict: true });
      throwFaults(messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code));
      return "no message";
    },
  },
  {
    name: "are the types wrong",
    async run({ tarball }) {
      const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(await bytes(tarball))));
      if (analysis.types === false) throw new Error("The package has no types.");
      // An ESM package: how TypeScript of before 4.7 finds files, and how CommonJS sees it without require(esm), is out of scope.
      const kinds = ["node16-esm", "bundler"] as const;
      const problems = kinds.flatMap((resolutionKind) => filterProblems(analysis, { resolutionKind }));
      throwFaults(
        problems.map((problem) => `${problemKindInfo[problem.kind].title}: ${JSON.stringify(problem)}`),
      );
      return `${Object.keys(analysis.entrypoints).length} entries, ${kinds.join(" and ")}`;
    },
  },
];

async function bytes(file: string): Promise<ArrayBuffer> {
  return Uint8Array.from(await readFile(file)).buffer;
}
