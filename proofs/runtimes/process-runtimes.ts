import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { runProgramFile } from "../kit/run-program.ts";
import type { InstalledPackage } from "../package/installed-package.ts";
import { inRuntime, listRuntimes, runtimesFolder } from "./installed-runtimes.ts";
import type { RuntimePlace, ScenarioOutcome } from "./runtime.ts";

/** A program that runs JavaScript. */
interface ProcessRuntime {
  readonly name: string;
  /** Its file, and the arguments before the name of a script. */
  readonly command: readonly [file: string, ...args: string[]];
}

/** The versions of Node in proofs/runtimes/project/package.json, Bun and Deno. */
export async function processRuntimes(): Promise<readonly ProcessRuntime[]> {
  const nodes = (await listRuntimes()).filter((name) => name.startsWith("node-"));
  const windows = process.platform === "win32";
  return [
    ...nodes.map((name) => {
      const file = inRuntime(name, windows ? "bin/node.exe" : "bin/node");
      return { name: "Node", command: [file] as const };
    }),
    { name: "Bun", command: [inRuntime("bun", "bin/bun.exe")] },
    { name: "Deno", command: [inRuntime("deno", windows ? "deno.exe" : "deno"), "run", "--allow-all"] },
  ];
}

/** Tries the installed package in one of them. */
export async function tryInProcess(
  { name, command }: ProcessRuntime,
  { project, folder, manifest }: InstalledPackage,
  place: RuntimePlace,
): Promise<ScenarioOutcome> {
  const [file, ...args] = command;
  const { stdout: said } = await runProgramFile(file, ["--version"]);
  const runtime = `${name} ${/\d+\.\d+\.\d+/.exec(said)?.[0]}`;
  for (const script of ["run.js", "scenarios.js"])
    await cp(join(runtimesFolder, script), join(project, script));

  const checkpoint = join(await mkdtemp(join(project, "checkpoint-")), "executions.json");
  const env = { ...process.env, PLACE: JSON.stringify({ ...place, checkpoint }) };
  const timeout = 60_000;
  const { stdout } = await runProgramFile(file, [...args, "run.js"], { cwd: project, env, timeout });
  const results = JSON.parse(stdout);

  const [bin = ""] = Object.values(manifest.bin);
  const settings = { ...process.env, NP6_API_KEY: place.key, NP6_BASE_URL: place.url };
  const pulled = await runProgramFile(file, [...args, join(folder, bin), "pull", "activations", "156"], {
    ...{ cwd: project, env: settings, timeout, maxBuffer: 2 ** 28 },
  }).then(
    (response) => response.stdout.trimEnd().split("\n").length,
    (error: Error) => error.message,
  );
  const pull = pulled === place.events ? null : `${pulled} instead of ${place.events} lines`;
  return { runtime, results: { ...results, pull } };
}
