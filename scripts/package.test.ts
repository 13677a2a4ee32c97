import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

let temporary: string;
/** The empty project that the package is installed in. */
let user: string;
let manifest: Manifest;
/** What the tarball held, with `/` between folders. */
let files: readonly string[];

const read = (file: string) => readFile(join(user, "node_modules", manifest.name, file), "utf8");

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), "np6-package-"));
  // Packed from a copy, so that a test run neither uses nor changes the dist/ of the checkout.
  const checkout = join(temporary, "checkout");
  const leftOut = new Set(["node_modules", ".git", "dist", "reports", "coverage"]);
  await cp(root, checkout, { recursive: true, filter: (path) => !leftOut.has(relative(root, path)) });
  await symlink(join(root, "node_modules"), join(checkout, "node_modules"), "junction");
  const tarballs = join(temporary, "tarballs");
  user = join(temporary, "user");
  await Promise.all([mkdir(tarballs), mkdir(user)]);
  await run("npm", ["pack", "--pack-destination", tarballs], { cwd: checkout });

  await writeFile(join(user, "package.json"), '{ "type": "module" }');
  const [tarball = ""] = await readdir(tarballs);
  const options = ["--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...options, join(tarballs, tarball)], { cwd: user });
  manifest = JSON.parse(await readFile(join(checkout, "package.json"), "utf8"));
  const folder = join(user, "node_modules", manifest.name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}, 120_000);
afterAll(() => rm(temporary, { recursive: true, force: true }));

test("the tarball holds the built package, the document, and nothing else", () => {
  const expected =
    /^(?:dist\/[\w.-]+\.(?:js|js\.map|d\.ts)|generated\/openapi\.json|LICENSE|README\.md|package\.json)$/;
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
});

test("every file that package.json promises is there", () => {
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === "string" ? target : Object.values(target),
  );
  const promised = [...targets, ...Object.values(manifest.bin)].map((target) => target.replace("./", ""));
  expect(promised.filter((file) => !files.includes(file))).toEqual([]);
});

test("it brings openapi-fetch and nothing else", async () => {
  const packages = await readdir(join(user, "node_modules"));
  expect(packages.filter((name) => !name.startsWith("."))).toEqual([
    manifest.name,
    "openapi-fetch",
    "openapi-typescript-helpers",
  ]);
  const code = await Promise.all(files.filter((file) => /\.(?:js|d\.ts)$/.test(file)).map(read));
  const imports = code.flatMap((text) =>
    [...text.matchAll(/^(?:import|export)\b.*? from "([^"]+)"/gm)].map(([, from]) => from),
  );
  expect(imports.filter((from) => !/^(?:\.\/|node:|openapi-fetch$)/.test(from ?? ""))).toEqual([]);
});

test("no file names a source map that is not there", async () => {
  for (const file of files.filter((name) => /\.(?:js|d\.ts)$/.test(name))) {
    const map = /\/\/# sourceMappingURL=(\S+)/.exec(await read(file))?.[1];
    if (map !== undefined) expect(files).toContain(`dist/${map}`);
  }
});

test("each entry can be imported by its name", async () => {
  const names = Object.keys(manifest.exports).map((entry) => entry.replace(".", manifest.name));
  const program = names.map((name, index) => {
    const attributes = name.endsWith(".json") ? ' with { type: "json" }' : "";
    return `import * as entry${index} from ${JSON.stringify(name)}${attributes};
      console.log(${JSON.stringify(name)}, Object.keys(entry${index}).length > 0);`;
  });
  await writeFile(join(user, "all.js"), program.join("\n"));
  const { stdout } = await run(process.execPath, ["all.js"], { cwd: user });
  expect(stdout.trim().split("\n")).toEqual(names.map((name) => `${name} true`));
});
