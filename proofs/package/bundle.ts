import { posix } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";

/** What a bundler makes of a module for the browser. */
export interface Bundle {
  /** Bytes that are loaded at once, minified and gzipped. */
  readonly initial: number;
  /** Bytes of what it only loads when it is needed, by `import()`. */
  readonly later: number;
  /** Modules that are imported and not in the bundle, such as `node:fs`, by the initial part. */
  readonly external: readonly string[];
  /** Files that the initial part was made of. */
  readonly inputs: readonly string[];
}

/** Bundles a module that is written in `project`. */
export async function bundleForBrowser(project: string, module: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: module, resolveDir: project },
    absWorkingDir: project,
    outdir: "out",
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    external: ["node:*"],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [posix.basename(path), gzipSync(contents, { level: 9 }).length]),
  );
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const loaded = loadedAtOnce(metafile, "out/stdin.js");
  const initial = loaded.reduce((sum, path) => sum + (sizes.get(posix.basename(path)) ?? 0), 0);
  const outputs = loaded.map((path) => metafile.outputs[path]);
  return {
    initial,
    later: total - initial,
    external: outputs.flatMap((output) => output?.imports.filter(isExternal).map(({ path }) => path) ?? []),
    inputs: outputs.flatMap((output) => Object.keys(output?.inputs ?? {})),
  };
}

/** Bundles a module for an edge worker, which has no built-in of Node. @throws Error when it needs one. */
export async function bundleForWorker(project: string, module: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: module, resolveDir: project },
    absWorkingDir: project,
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    write: false,
    logLevel: "silent",
  });
  return outputFiles.map(({ text }) => text).join("");
}

type Import = Metafile["outputs"][string]["imports"][number];

/** A static import of what is not in the bundle. */
function isExternal({ external, kind }: Import): boolean {
  return external === true && kind !== "dynamic-import";
}

/** A file of the bundle and all that it imports, but for what `import()` loads. */
function loadedAtOnce({ outputs }: Metafile, entry: string): readonly string[] {
  const loaded = new Set([entry]);
  for (const path of loaded) {
    for (const { kind, external, path: imported } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement" && external !== true) loaded.add(imported);
    }
  }
  return [...loaded];
}
