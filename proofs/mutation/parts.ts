import type { Stryker } from "@stryker-mutator/core";

/** Options of Stryker. */
export type StrykerOptions = ConstructorParameters<typeof Stryker>[0];

/** A part of the project whose tests are put to the test. */
export interface Part {
  readonly name: string;
  readonly mutate: string;
  /** What vitest runs: the tests of this part, and no others. */
  readonly vitest: string;
  readonly options?: StrykerOptions;
}

/** Texts of a sync are SQL, which nothing works without, and messages for people. */
const ofSync: StrykerOptions = {
  ignoreStatic: true,
  mutator: { plugins: null, excludedMutations: ["StringLiteral"] },
};

/** The parts, the quickest first. */
export const parts: readonly Part[] = [
  { name: "decoder", mutate: "src/json-array/*.ts", vitest: "proofs/mutation/decoder.config.ts" },
  { name: "transport", mutate: "src/transport/*.ts", vitest: "proofs/mutation/transport.config.ts" },
  { name: "follow", mutate: "src/follow/*.ts", vitest: "proofs/mutation/follow.config.ts" },
  {
    name: "sync",
    mutate: "src/sync/*.ts,src/sync/sqlite/*.ts",
    vitest: "proofs/mutation/sync.config.ts",
    options: ofSync,
  },
  {
    name: "postgres",
    // Not yet its connections, its schema and its workers.
    mutate: "src/sync/postgres/!(database|postgres-workers|schema).ts",
    vitest: "proofs/mutation/postgres.config.ts",
    options: ofSync,
  },
  {
    name: "judges",
    // A mutated probe would not meet the recorded responses.
    mutate: "contract-tests/checks/!(*probe*|ask|date-forms|window-plan).ts",
    vitest: "proofs/mutation/judges.config.ts",
    options: {
      // The first test that judges the recorded servers reads them for all others, whichever it is.
      timeoutMS: 60_000,
      // The catalogue is data, made as its module loads. A mutant of such a row would have to be met by all tests anew.
      ignoreStatic: true,
      // The texts of findings are for people; all other texts are ids, and a wrong id throws.
      mutator: { plugins: null, excludedMutations: ["StringLiteral"] },
    },
  },
];
