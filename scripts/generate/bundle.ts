import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "../../src/shared/json.ts";
import { plainFolder } from "../../src/shared/plain-folder.ts";
import { findUnreferenced, readSpecFiles } from "./spec-files.ts";

/** The spec is broken; the message is what the user should read, without a stack. */
export class SpecError extends Error {
  override readonly name = "SpecError";
}

/**
 * Lints the spec of a checkout and bundles it into one document.
 *
 * Both are the Redocly CLI in child processes of their own: they run at the same time, beside our own imports, while
 * in this process the import of its core alone would take as long as both. That core is also not ours to import: the
 * CLI carries it inside, and `@redocly/openapi-core` in node_modules is the old one that openapi-typescript needs.
 *
 * @param root Folder that holds `redocly.yaml` and `spec/openapi.yaml`.
 * @throws SpecError with Redocly's own words when a rule is broken or a reference leads nowhere, and when no reference
 *   leads to a file.
 */
export async function bundleSpec(root: string): Promise<JsonObject> {
  const temporary = await mkdtemp(join(tmpdir(), "np6-bundle-"));
  try {
    const file = join(temporary, "openapi.json");
    await using folder = await plainFolder(root);
    const [lint, bundle] = await Promise.all([
      redocly(root, folder.path, "lint"),
      // Two files of one base name would otherwise become `Identity` and `Identity-2`, with a mere warning.
      redocly(
        root,
        folder.path,
        "bundle",
        "--component-renaming-conflicts-severity=error",
        `--output=${file}`,
      ),
    ]);
    // The bundle first: where a reference leads nowhere, it says so once, and the linter again at each example.
    for (const step of [bundle, lint]) if (!step.passed) throw new SpecError(withoutAdvice(step.output));
    const unreferenced = findUnreferenced(await readSpecFiles(root));
    if (unreferenced.length > 0) {
      const names = unreferenced.map((name) => `spec/${name}`).join(", ");
      throw new SpecError(`No reference leads to ${names}. Add it, as \`$ref\`, or delete the file.`);
    }
    return JSON.parse(await readFile(file, "utf8"));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Redocly's words without its advice to ignore the errors. */
function withoutAdvice(output: string): string {
  return output.replaceAll(/^.*(--generate-ignore-file|use --force).*$/gm, "").trim();
}

/** @param folder The checkout `root` by a path that Redocly can open; what it says is told of `root`. */
function redocly(
  root: string,
  folder: string,
  command: string,
  ...options: string[]
): Promise<{ passed: boolean; output: string }> {
  const cli = fileURLToPath(import.meta.resolve("@redocly/cli/bin/cli.js"));
  const env = {
    ...process.env,
    NO_COLOR: "1",
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  };
  const spec = join(folder, "spec/openapi.yaml");
  const args = [command, spec, `--config=${join(folder, "redocly.yaml")}`, ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: root, env }, (error, stdout, stderr) => {
      const output = toldOf(root, folder, `${stdout}${stderr}`).trim();
      resolve({ passed: error === null, output: output === "" && error ? error.message : output });
    });
  });
}

/** A text about the files of `folder`, a link to `root`, as one about those of `root`. */
function toldOf(root: string, folder: string, text: string): string {
  if (folder === root) return text;
  return text.replaceAll(`${relative(root, folder)}${sep}`, "").replaceAll(folder, root);
}
