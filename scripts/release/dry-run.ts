import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../command-line.ts";

const help = `Usage: npm run release:dry

Rehearses a release of the last commit in a clone: the version and the changelog that the changesets give, the
tarball, what npm would publish, and the bill of materials. Nothing is published, tagged or written here.

  --help   show this

Exit code: 0 a release would work, 1 it would not.`;

const root = fileURLToPath(new URL("../..", import.meta.url));

function main(): void {
  const clone = mkdtempSync(join(tmpdir(), "np6-release-"));
  /** Runs a step; its stdout. What it says on stderr is shown if it fails. */
  const run = (file: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(file, args, {
      cwd: clone,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`${file} ${args.join(" ")} failed:\n${stdout}${stderr}`);
    // npm publishes what it thinks was meant.
    if (stderr.includes("auto-corrected"))
      throw new Error(`package.json is not what would be published:\n${stderr}`);
    return stdout;
  };
  try {
    run("git", "clone", "--quiet", root, clone);
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"), "junction");
    const changesets = globSync(".changeset/*.md", { cwd: clone }).filter(
      (file) => !file.endsWith("README.md"),
    );
    if (changesets.length > 0) run("npm", "run", "--silent", "release:version");
    const { name, version } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8"));
    console.log(`${name} ${version} (changesets: ${changesets.length})\n`);
    console.log(newestChanges(readFileSync(join(clone, "CHANGELOG.md"), "utf8"), version));

    const repository = `https://example.com/someone/${name}`;
    run(
      "npm",
      "run",
      "--silent",
      "release:metadata",
      "--",
      "--repository",
      repository,
      "--ref",
      `v${version}`,
    );
    run("npm", "run", "build");
    const published = JSON.parse(run("npm", "publish", "--dry-run", "--json", "--ignore-scripts"))[name];
    console.log(`\n${published.filename}: ${published.files.length} files, ${published.size} bytes packed`);
    const { components } = JSON.parse(run("npm", "run", "--silent", "sbom"));
    console.log(`bill of materials: ${components.map((part: { purl: string }) => part.purl).join(", ")}`);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
}

/** The section of a version in the changelog. */
function newestChanges(changelog: string, version: string): string {
  const [, section] = changelog.split(`## ${version}\n`);
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "${version}".`);
  return `${section.split(/^## /m)[0]}`.trim();
}

process.exitCode = await runCommand({ help, options: {}, run: main });
