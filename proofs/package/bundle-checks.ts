import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ProofCheck, throwFaults } from "../kit/checks.ts";
import { bundleForBrowser, bundleForWorker } from "./bundle.ts";
import type { InstalledPackage } from "./installed-package.ts";

/** What an entry may be made of: openapi-fetch, and these folders and files of ours. */
const parts = [
  {
    entry: "",
    name: "the client, for a browser, is made of the client alone",
    own: /^(?:src\/(?:client|shared|transport|json-array|validate\/(?!event-validator))\/?|src\/[\w-]+\.ts|generated\/(?:contract|events)\.js)/,
  },
  {
    entry: "/json-array",
    name: "./json-array, for a browser, is made of itself and its error",
    own: /^src\/(?:json-array\/|errors\.ts|shared\/redaction\/personal)/,
  },
];

/** What a bundler for the browser pulls in. */
export const browserChecks: readonly ProofCheck<InstalledPackage>[] = [
  ...parts.map(partCheck),
  workerCheck(),
];

/** ./follow in an edge worker, which has no file system. */
function workerCheck(): ProofCheck<InstalledPackage> {
  return {
    name: "./follow, for an edge worker, needs no built-in of Node, and says so of fileCheckpoint",
    async run({ manifest, project }) {
      const text = await bundleForWorker(
        project,
        `import * as follow from "${manifest.name}/follow"; globalThis.follow = follow;`,
      );
      const scope: { follow?: typeof import("../../src/follow/index.ts") } = {};
      new Function("globalThis", text)(scope);
      try {
        scope.follow?.fileCheckpoint("checkpoint");
      } catch (error) {
        if (String(error).includes("needs a file system"))
          return "fileCheckpoint throws, memoryCheckpoint is there";
      }
      throw new Error("fileCheckpoint should say that it needs a file system.");
    },
  };
}

function partCheck({ entry, name, own }: (typeof parts)[number]): ProofCheck<InstalledPackage> {
  return {
    name,
    async run({ project, manifest }) {
      const bundle = await bundleForBrowser(project, `export * from "${manifest.name}${entry}";`);
      const texts = await Promise.all(
        bundle.inputs
          .filter((path) => path !== "<stdin>")
          .map((path) => readFile(join(project, path), "utf8")),
      );
      // tsdown marks where each module begins.
      const modules = texts.flatMap((text) =>
        [...text.matchAll(/^\/\/#region (.+)$/gm)].map(([, of]) => String(of)),
      );
      if (modules.length === 0) throw new Error("The bundle holds no module.");
      throwFaults([...bundle.external, ...modules.filter((module) => !own.test(module))]);
      return `${modules.length} modules, no built-in of Node`;
    },
  };
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(2)} kB`;

/**
 * Weights, minified and gzipped, with what is loaded at once: what a page pays. 8 kB were wanted of the client; why its
 * bound is what there is stands in docs/decisions.md.
 */
export const sizeChecks: readonly ProofCheck<InstalledPackage>[] = [
  weight("the client with openapi-fetch weighs 11.94 kB at most", 11_940, [""]),
  weight("./json-array weighs 1.72 kB at most", 1_720, ["/json-array"]),
  // 0.1 kB of it is the form of a UUID, which the client has no use for until a validator is given.
  weight("./follow adds 3.3 kB to the client at most", 3_300, ["", "/follow"], [""]),
];

function weight(
  name: string,
  budget: number,
  entries: readonly string[],
  besides: readonly string[] = [],
): ProofCheck<InstalledPackage> {
  return {
    name,
    async run({ project, manifest }) {
      const bundle = (paths: readonly string[]) =>
        bundleForBrowser(project, paths.map((path) => `export * from "${manifest.name}${path}";`).join("\n"));
      const [whole, before] = [await bundle(entries), await bundle(besides)];
      const bytes = besides.length > 0 ? whole.initial - before.initial : whole.initial;
      if (bytes > budget) throw new Error(`${kB(bytes)}`);
      return (
        kB(bytes) +
        (whole.later > 0
          ? `, and ${kB(whole.later)} when hooks, maxRequestsPerSecond or validator are used`
          : "")
      );
    },
  };
}
