import { posix } from "node:path";
import { type ProofCheck, throwFaults } from "../kit/checks.ts";
import type { InstalledPackage } from "./installed-package.ts";

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

/** That a debugger and an editor get from the built library to its sources. (The command line, in its own folder, has no maps.) */
export const sourceMapChecks: readonly ProofCheck<InstalledPackage>[] = [
  {
    name: "the source maps of the code lead to every source",
    async run(pkg) {
      const { maps, faults } = await follow(pkg, /^dist\/[^/]*\.js$/);
      const empty = maps.flatMap(([file, { sources, sourcesContent }]) =>
        sources
          .filter(
            (source, index) => !sourcesContent?.[index] && !pkg.files.includes(posix.join("dist", source)),
          )
          .map((source) => `${file}: ${source} is empty`),
      );
      throwFaults([...faults, ...empty]);
      return `${maps.length} maps, ${count(maps)} sources`;
    },
  },
  {
    name: "the declaration maps lead to sources in the tarball",
    async run(pkg) {
      const { maps, faults } = await follow(pkg, /^dist\/[^/]*\.d\.ts$/);
      const lost = maps.flatMap(([file, { sources }]) =>
        sources
          .filter((source) => !pkg.files.includes(posix.join("dist", source)))
          .map((source) => `${file}: no ${source}`),
      );
      throwFaults([...faults, ...lost]);
      return `${maps.length} maps, ${count(maps)} sources`;
    },
  },
];

type NamedMap = readonly [file: string, map: SourceMap];

function count(maps: readonly NamedMap[]): number {
  return new Set(maps.flatMap(([, { sources }]) => sources)).size;
}

/** The maps of the files of a form; a file without one, or with an empty one, is a fault. */
async function follow(
  { files, read }: InstalledPackage,
  form: RegExp,
): Promise<{ maps: readonly NamedMap[]; faults: readonly string[] }> {
  const maps: NamedMap[] = [];
  const faults: string[] = [];
  for (const file of files.filter((name) => form.test(name))) {
    const text = await read(file);
    const name = /^\/\/# sourceMappingURL=(\S+)$/m.exec(text)?.[1];
    // An entry that only hands on what other files export has nothing to map.
    const hasCode = text.includes("//#region ");
    if (name === undefined) {
      if (hasCode) faults.push(`${file} names no map`);
      continue;
    }
    const path = posix.join("dist", name);
    if (!files.includes(path)) faults.push(`${file} names ${name}, which is not there`);
    else {
      const map: SourceMap = JSON.parse(await read(path));
      if (map.sources.length === 0 || map.mappings === "") faults.push(`${path} maps nothing`);
      maps.push([file, map]);
    }
  }
  return { maps, faults };
}
