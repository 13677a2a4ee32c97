// The layers of ARCHITECTURE.md as rules: `npm run lint` fails on an import that points upwards and on every cycle,
// type-only imports included. Tests and testing/ folders may also use proofs/kit and proofs/suite-faults.

const tests = "(^|/)testing/|\\.test(-d)?\\.ts$";

/** The package's layers, lowest first. A file imports from its own layer and from lower ones. */
const srcLayers = [
  "src/(shared/|errors\\.ts)",
  "src/json-array/",
  "src/transport/",
  "src/(client/|validate/|sandbox/|index\\.ts)",
  "src/follow/",
  "src/sync/",
  "src/cli/",
];

const upwards = srcLayers.slice(0, -1).map((layer, level) => ({
  name: `src-layer-${level + 1}`,
  comment: "src/ has layers: shared and errors, json-array, transport, client, follow, sync, cli.",
  from: { path: `^${layer}`, pathNot: tests },
  to: { path: srcLayers.slice(level + 1).map((higher) => `^${higher}`) },
}));

/** What the suite may import of the package. */
const publicEntries = [
  "^src/index\\.ts$",
  "^src/[^/]+/index\\.ts$",
  "^src/shared/",
  "^src/client/raw-events\\.ts$",
];
const sandboxTarget = "^contract-tests/targets/sandbox\\.ts$";

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    rule("no-cycles", "A cycle cannot be read from top to bottom.", {}, { circular: true }),
    ...upwards.map((layer) => ({ ...layer, severity: "error" })),
    rule(
      "src-stands-alone",
      "The package knows nothing of the suite, the scripts and the proofs.",
      { path: "^src/", pathNot: ["^src/cli/", tests] },
      { path: "^(contract-tests|scripts|proofs|spec)/" },
    ),
    rule(
      "cli-uses-one-door",
      "The command line reaches the suite through contract-tests/command.ts alone.",
      { path: "^src/cli/", pathNot: tests },
      { path: "^(contract-tests|scripts|proofs|spec)/", pathNot: "^contract-tests/command\\.ts$" },
    ),
    rule(
      "suite-uses-public-entries",
      "The suite judges the package as its users see it: its entries, src/shared/ and the reader of raw events.",
      { path: "^contract-tests/", pathNot: [tests, sandboxTarget] },
      { path: "^src/", pathNot: publicEntries },
    ),
    rule(
      "sandbox-target-varies-the-sandbox",
      "The sandbox target sends one 429, which takes stages that ./sandbox does not export.",
      { path: sandboxTarget },
      { path: "^src/", pathNot: [...publicEntries, "^src/sandbox/(start-sandbox|stages)\\.ts$"] },
    ),
    rule(
      "engine-takes-its-catalogue",
      "The engine is passed its checks, and knows nothing of reports and targets.",
      { path: "^contract-tests/engine/", pathNot: tests },
      { path: "^contract-tests/", pathNot: "^contract-tests/(engine|contract-model)/" },
    ),
    rule(
      "contract-model-is-passed-its-document",
      "The model reads whichever document it is given.",
      { path: "^contract-tests/contract-model/", pathNot: tests },
      { path: "^(generated|scripts|spec)/|^contract-tests/(?!contract-model/)" },
    ),
    rule(
      "generate-does-without-generated",
      "npm run generate makes generated/, so it must run without it; most of the suite does not.",
      { path: "^scripts/generate/", pathNot: tests },
      {
        path: "^(generated|contract-tests)/",
        pathNot: "^contract-tests/(contract-model/|open-questions/questions\\.ts$)",
      },
    ),
    rule(
      "nothing-ships-from-scripts-and-proofs",
      "Scripts may use the package and the suite, not the other way round.",
      { path: "^(contract-tests|spec|generated)/", pathNot: tests },
      { path: "^(scripts|proofs)/" },
    ),
    rule(
      "scripts-do-without-proofs",
      "A maintainer's command works without what attacks it.",
      { path: "^scripts/", pathNot: tests },
      { path: "^proofs/" },
    ),
    rule(
      "tests-use-the-kit",
      "Of the proofs, tests use the kit and the faulty servers.",
      { path: tests, pathNot: "^proofs/" },
      { path: "^proofs/", pathNot: "^proofs/(kit|suite-faults)/" },
    ),
    rule(
      "spec-rules-stand-alone",
      "The lint rules read the contract, not the code that is made from it.",
      { path: "^spec/", pathNot: tests },
      { path: "^(generated|src|contract-tests)/", pathNot: "^src/shared/" },
    ),
    rule(
      "generated-imports-nothing",
      "generated/ is made from spec/ alone.",
      { path: "^generated/" },
      { path: "^(src|contract-tests|scripts|proofs|spec)/" },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["node_modules", "^proofs/runtimes/project/"] },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  },
};
