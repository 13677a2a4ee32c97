/** A program that attacks the rest of the project, started by `npm run proof <name>`. */
export interface Proof {
  readonly name: string;
  /** Path in this folder. The folder's name starts the proof, too, where `main.ts` is its program. */
  readonly program: string;
  readonly title: string;
  /** Roughly how long it takes on two cores. */
  readonly takes: string;
}

export const proofs: readonly Proof[] = [
  {
    name: "self-test",
    program: "suite-faults/main.ts",
    title: "the conformance suite finds every faulty server and accuses no conformant one",
    takes: "4 min",
  },
  {
    name: "compare",
    program: "compare/main.ts",
    title: "what other tools find on the same servers; writes docs/comparison.md",
    takes: "hours",
  },
  {
    name: "faults",
    program: "network-faults/main.ts",
    title: "faults of the network, of HTTP, of bodies and of databases lose and invent no event",
    takes: "13 min",
  },
  {
    name: "crash",
    program: "crash/main.ts",
    title: "followers, and with sync its workers, that are killed at random moments lose and repeat nothing",
    takes: "5 min, sync 20",
  },
  {
    name: "soak",
    program: "soak/main.ts",
    title: "the memory and the open files of a follower, or of a sync of 300 streams, stay flat",
    takes: "10 min",
  },
  {
    name: "secrets",
    program: "secrets/main.ts",
    title: "no byte that is written holds a planted key, password or address",
    takes: "3 min",
  },
  {
    name: "browser",
    program: "browser/main.ts",
    title: "the HTML report and the docs site work in a browser, for every reader",
    takes: "30 s",
  },
  {
    name: "commands",
    program: "commands/main.ts",
    title:
      "npm test counts and reports what happens, Prism starts and ends with who started it, and broken specs are rejected",
    takes: "15 s",
  },
  {
    name: "mutation",
    program: "mutation/main.ts",
    title: "the tests notice changes to the code of decoder, transport, follower, sync and judges",
    takes: "hours",
  },
  {
    name: "fuzz",
    program: "fuzz/main.ts",
    title: "no edited or invented input breaks a parser of external input",
    takes: "1 min",
  },
  {
    name: "change",
    program: "change/main.ts",
    title: "a change of the API is an edit of spec/ alone",
    takes: "1 h",
  },
  {
    name: "package",
    program: "package/main.ts",
    title: "the packed package installs, compiles and is as small as promised",
    takes: "2 min",
  },
  {
    name: "api",
    program: "package/api.ts",
    title: "writes what the package exports in types; with --check, compares it",
    takes: "10 s",
  },
  {
    name: "runtimes",
    program: "runtimes/main.ts",
    title: "the packed package works in each version of Node, Bun, Deno and in Chromium",
    takes: "2 min",
  },
  {
    name: "examples",
    program: "examples/main.ts",
    title: "each example compiles and runs with the packed package",
    takes: "30 s",
  },
  {
    name: "bench",
    program: "benchmarks/main.ts",
    title: "measures the package against its alternatives; writes docs/benchmarks.md",
    takes: "15 min",
  },
  {
    name: "bench-check",
    program: "benchmarks/check.ts",
    title: "no ratio of time or memory is worse than its bound",
    takes: "1 min",
  },
  {
    name: "pull-memory",
    program: "benchmarks/pull-memory.ts",
    title: "np6-events pull holds little more than a process that drains the body",
    takes: "2 min",
  },
  {
    name: "observe-memory",
    program: "benchmarks/observe-memory.ts",
    title: "npm run observe reads recordings of 1 GB in 300 MB of memory",
    takes: "2 min",
  },
  {
    name: "drift-speed",
    program: "benchmarks/drift-speed.ts",
    title: "how long npm run drift takes for a document of 30 MB",
    takes: "20 s",
  },
];

/** The proof of this name, or of this folder. */
export function findProof(name: string): Proof | undefined {
  return proofs.find((proof) => proof.name === name || proof.program === `${name}/main.ts`);
}

/** One line a proof. */
export function describeProofs(): string {
  return proofs
    .map(({ name, title, takes }) => `${name.padEnd(16)}${takes.padStart(7)}  ${title}`)
    .join("\n");
}
