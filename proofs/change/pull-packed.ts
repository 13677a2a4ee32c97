/**
 * Packs the checkout that it belongs to, installs the tarball in an empty project, and runs `np6-events pull` there with
 * its own arguments, against the sandbox of the package. The proof runs it in a clone.
 */

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runProgramFile } from "../kit/run-program.ts";
import { installPackage } from "../package/installed-package.ts";

await using installed = await installPackage();
const { folder, manifest, project } = installed;
const entry = pathToFileURL(join(folder, "dist/sandbox.js")).href;
const { startSandbox }: typeof import("../../src/sandbox/index.ts") = await import(entry);
const sandbox = await startSandbox({ events: 300 });
try {
  const program = join(folder, manifest.bin["np6-events"] ?? "");
  const env = { ...process.env, NP6_API_KEY: sandbox.key, NP6_BASE_URL: sandbox.url };
  const options = { cwd: project, env, maxBuffer: 64 * 2 ** 20 };
  const { stdout } = await runProgramFile(
    process.execPath,
    [program, "pull", ...process.argv.slice(2)],
    options,
  );
  console.log(stdout);
} finally {
  await sandbox.close();
}
