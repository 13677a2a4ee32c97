import { deepStrictEqual } from "node:assert/strict";
import { access, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundled } from "../../tsdown.config.ts";
import { type ProofCheck, throwFaults } from "../kit/checks.ts";
import { runProgramFile } from "../kit/run-program.ts";
import { type InstalledPackage, inRoot } from "./installed-package.ts";

/** What may be in the tarball: built files, the sources that the declaration maps name, the document. */
const expected = [
  /^dist\/[\w.-]+\.(?:js|js\.map|d\.ts|d\.ts\.map)$/,
  /^dist\/cli\/[\w.-]+\.js$/,
  /^(?:src|contract-tests\/(?:contract-model|engine))\/(?!.*(?:\.test|\/testing\/)).+\.ts$|^contract-tests\/conformance\.ts$/,
  /^contract-tests\/reports\/report\.schema\.json$/,
  /^generated\/(?:openapi\.json|[\w-]+\.d\.ts)$/,
  /^(?:LICENSE|THIRD-PARTY-LICENSES|README\.md|package\.json)$/,
];

/** What the tarball holds and brings along, and that its parts start. */
export const contentChecks: readonly ProofCheck<InstalledPackage>[] = [
  {
    name: "the tarball holds the built package, its sources, the document, and nothing else",
    async run({ files, tarball }) {
      throwFaults(files.filter((file) => !expected.some((form) => form.test(file))));
      return `${files.length} files, ${Math.round((await stat(tarball)).size / 1000)} kB packed`;
    },
  },
  {
    name: "every file that package.json promises is there",
    run({ files, manifest }) {
      const targets = Object.values(manifest.exports).flatMap((target) =>
        typeof target === "string" ? target : Object.values(target),
      );
      const promised = [...targets, ...Object.values(manifest.bin)].map((path) => path.replace("./", ""));
      throwFaults(promised.filter((file) => !files.includes(file)));
      return `${promised.length} files`;
    },
  },
  {
    name: "it brings openapi-fetch and nothing else",
    async run({ project, manifest, files, read }) {
      const packages = (await readdir(join(project, "node_modules"))).filter((name) => !name.startsWith("."));
      const known = [manifest.name, "openapi-fetch", "openapi-typescript-helpers"];
      const code = await Promise.all(files.filter((file) => /^dist.*\.(?:js|d\.ts)$/.test(file)).map(read));
      const imported = code.flatMap((text) =>
        [...text.matchAll(/^(?:import|export)\b.*? from "([^"]+)"/gm)].map(([, from]) => String(from)),
      );
      const foreign = imported.filter((from) => !/^(?:\.\/|node:|openapi-fetch$)/.test(from));
      throwFaults([...packages.filter((name) => !known.includes(name)), ...foreign]);
      return packages.filter((name) => name !== manifest.name).join(", ");
    },
  },
  {
    name: "it holds the licence of each package that it holds a copy of",
    async run({ read }) {
      const told = await read("THIRD-PARTY-LICENSES");
      const licences = await Promise.all(
        bundled.map(async (name) => ({
          name,
          text: await readFile(inRoot(`node_modules/${name}/LICENSE`), "utf8"),
        })),
      );
      const missing = licences.filter(({ text }) => !told.includes(text.replaceAll("\r\n", "\n").trim()));
      throwFaults(missing.map(({ name }) => `THIRD-PARTY-LICENSES lacks that of ${name}`));
      return bundled.join(", ");
    },
  },
  {
    name: "the bill of materials names what it brings and what it holds a copy of, and no tool of development",
    async run() {
      const { stdout } = await runProgramFile(process.execPath, [inRoot("scripts/release/sbom.ts")]);
      const names: string[] = JSON.parse(stdout).components.map(({ name }: { name: string }) => name);
      deepStrictEqual(names.sort(), ["openapi-fetch", "openapi-typescript-helpers", ...bundled].sort());
      return `${names.length} packages`;
    },
  },
  {
    name: "each entry can be imported by its name",
    async run({ project, manifest }) {
      const names = Object.keys(manifest.exports).map((entry) => entry.replace(".", manifest.name));
      const program = names.map((name, index) => {
        const attributes = name.endsWith(".json") ? ' with { type: "json" }' : "";
        return `import * as entry${index} from ${JSON.stringify(name)}${attributes};
          if (Object.keys(entry${index}).length === 0) console.log(${JSON.stringify(`${name} exports nothing`)});`;
      });
      await writeFile(join(project, "all.js"), program.join("\n"));
      const { stdout } = await runProgramFile(process.execPath, ["all.js"], { cwd: project });
      throwFaults(stdout.split("\n").filter(Boolean));
      return `${names.length} entries`;
    },
  },
  {
    name: "the command line runs",
    async run({ project, manifest }) {
      const [name = ""] = Object.keys(manifest.bin);
      const bin = join(project, "node_modules", ".bin", name);
      await access(bin);
      const { stdout } = await runProgramFile("npx", ["--no-install", name, "--help"], { cwd: project });
      throwFaults(
        ["pull", "follow", "sync", "status", "sandbox", "conform"].filter(
          (command) => !stdout.includes(command),
        ),
      );
      return `${name} --help`;
    },
  },
];
