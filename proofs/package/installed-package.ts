import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgramFile } from "../kit/run-program.ts";

/** What the checks read of package.json. */
export interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** The package as a user has it: packed, and installed in an empty project. */
export interface InstalledPackage extends AsyncDisposable {
  /** Path of the tarball. */
  readonly tarball: string;
  /** Folder of the empty project. */
  readonly project: string;
  /** Folder of the package in it. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** What the tarball held, with `/` between folders. */
  readonly files: readonly string[];
  /** Text of one of them. */
  read(file: string): Promise<string>;
}

const root: string = fileURLToPath(new URL("../..", import.meta.url));
/** Path of a file of this checkout. */
export function inRoot(path: string): string {
  return join(root, path);
}

/**
 * Packs this checkout with `npm pack` alone, as a fresh clone after `npm ci` would, and installs the tarball.
 *
 * It packs a copy, so that it neither uses nor changes the dist/ of the checkout. The folders are gone when it is disposed of.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const temporary = await mkdtemp(join(tmpdir(), "np6-package-"));
  const checkout = join(temporary, "checkout");
  const project = join(temporary, "project");
  const remove = () => rm(temporary, { recursive: true, force: true });
  try {
    const leftOut = new Set([".git", "dist", "reports", "coverage"]);
    const copied = (path: string) => !leftOut.has(relative(root, path)) && !/[\\/]node_modules$/.test(path);
    await cp(root, checkout, { recursive: true, filter: copied });
    await symlink(join(root, "node_modules"), join(checkout, "node_modules"), "junction");
    await mkdir(project);
    await writeFile(join(project, "package.json"), '{ "type": "module" }');
    await runProgramFile("npm", ["pack", "--pack-destination", temporary], { cwd: checkout });
    const tarball = (await readdir(temporary)).find((file) => file.endsWith(".tgz"));
    if (tarball === undefined) throw new Error("npm pack wrote no tarball.");
    const options = ["--prefer-offline", "--no-audit", "--no-fund"];
    await runProgramFile("npm", ["install", ...options, join(temporary, tarball)], { cwd: project });

    const manifest: Manifest = JSON.parse(await readFile(join(checkout, "package.json"), "utf8"));
    const folder = join(project, "node_modules", manifest.name);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
    const read = (file: string) => readFile(join(folder, file), "utf8");
    const tarballPath = join(temporary, tarball);
    return { tarball: tarballPath, project, folder, manifest, files, read, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
