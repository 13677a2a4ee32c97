import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ProofCheck, throwFaults } from "../kit/checks.ts";
import { runProgramFile } from "../kit/run-program.ts";
import { inRuntime, listRuntimes, runtimesFolder } from "../runtimes/installed-runtimes.ts";
import type { InstalledPackage } from "./installed-package.ts";

/** A way to compile: with a bundler for a browser, and for Node. */
interface Project {
  readonly module: "esnext" | "node16" | "nodenext";
  readonly moduleResolution: "bundler" | "node16" | "nodenext";
  readonly lib: readonly string[];
  readonly types: readonly string[];
  readonly files: readonly string[];
}

const bundler = { module: "esnext", moduleResolution: "bundler", types: [] } as const;
const node = { lib: ["es2022"], types: ["node"], files: ["client.ts", "server.ts", "entries.ts"] } as const;
const projects: readonly Project[] = [
  { ...bundler, lib: ["es2022", "dom", "dom.iterable"], files: ["client.ts", "entries.ts"] },
  { ...bundler, lib: ["es2018", "dom"], files: ["entries.ts"] },
  { ...node, module: "node16", moduleResolution: "node16" },
  { ...node, module: "nodenext", moduleResolution: "nodenext" },
];

/** That proofs/runtimes/project/consumer compiles against the packed declarations with each TypeScript of proofs/runtimes/project/package.json. */
export async function consumerChecks(): Promise<readonly ProofCheck<InstalledPackage>[]> {
  const compilers = (await listRuntimes()).filter((name) => name.startsWith("typescript-"));
  return compilers.flatMap((compiler) => projects.map((project) => consumerCheck(compiler, project)));
}

function consumerCheck(compiler: string, project: Project): ProofCheck<InstalledPackage> {
  const version = compiler.replace("typescript-", "");
  // TypeScript lets CommonJS require() an ES module since 5.8.
  const mayRequire = project.module === "nodenext" && version !== "5.4";
  const files = mayRequire ? [...project.files, "commonjs.cts"] : project.files;
  return {
    name: `its types compile with TypeScript ${version}, ${project.moduleResolution}, ${project.lib[0]}`,
    async run({ project: folder }) {
      await cp(join(runtimesFolder, "consumer"), join(folder, "consumer"), { recursive: true });
      const compile = async (exactOptionalPropertyTypes: boolean): Promise<readonly string[]> => {
        const config = join(folder, `tsconfig.${exactOptionalPropertyTypes}.json`);
        const compilerOptions = {
          ...{ module: project.module, moduleResolution: project.moduleResolution, target: "es2022" },
          ...{ lib: project.lib, types: project.types, typeRoots: [inRuntime("@types", "")] },
          ...{ strict: true, skipLibCheck: false, exactOptionalPropertyTypes },
          // What a library of the user exports must have a name that its declarations can write.
          ...{
            declaration: true,
            emitDeclarationOnly: true,
            rootDir: ".",
            outDir: `emitted.${exactOptionalPropertyTypes}`,
          },
        };
        const sources = files.map((file) => `consumer/${file}`);
        await writeFile(config, JSON.stringify({ compilerOptions, files: sources }));
        return runProgramFile(process.execPath, [inRuntime(compiler, "bin/tsc"), "-p", config], {
          cwd: folder,
        }).then(
          () => [],
          ({ stdout, message }: Error & { stdout?: string }) => [
            `exactOptionalPropertyTypes ${exactOptionalPropertyTypes}:`,
            ...(stdout || message).trim().split("\n"),
          ],
        );
      };
      throwFaults((await Promise.all([compile(true), compile(false)])).flat());
      return `${files.join(", ")}; exactOptionalPropertyTypes on, off`;
    },
  };
}
