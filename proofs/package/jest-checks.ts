import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProofCheck } from "../kit/checks.ts";
import { runProgramFile } from "../kit/run-program.ts";
import { inRuntime } from "../runtimes/installed-runtimes.ts";
import { type InstalledPackage, inRoot } from "./installed-package.ts";

/** What a test does with the package, once it has it. */
const use = `
  const sandbox = await startSandbox({ events: 3 });
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url, maxRequestsPerSecond: 1_000 });
  expect(await np6.activations(156)).toHaveLength(3);
  const stranger = createNp6Client({ apiKey: "wrong", baseUrl: sandbox.url });
  await expect(stranger.activations(156)).rejects.toBeInstanceOf(Np6HttpError);
  await sandbox.close();
`;
const imports = `
import { createNp6Client, Np6HttpError } from "np6-notification-events";
import { startSandbox } from "np6-notification-events/sandbox";
test("imports", async () => {${use}});
`;
const requires = `
const { createNp6Client, Np6HttpError } = require("np6-notification-events");
const { startSandbox } = require("np6-notification-events/sandbox");
test("requires", async () => {${use}});
`;

/** One of the ways that docs/where-it-runs.md has. */
interface Way {
  readonly name: string;
  /** Flags of Node. */
  readonly flags: readonly string[];
  readonly tests: Readonly<Record<string, string>>;
  readonly config: () => Promise<string>;
}

const ways: readonly Way[] = [
  {
    name: "requires and imports it with the transform of docs/where-it-runs.md",
    flags: [],
    tests: { "requires.test.js": requires, "imports.test.js": imports },
    config: documentedConfig,
  },
  {
    name: "imports it with --experimental-vm-modules",
    flags: ["--experimental-vm-modules"],
    tests: { "imports.test.mjs": imports },
    config: async () => "module.exports = {};",
  },
];

async function documentedConfig(): Promise<string> {
  const guide = await readFile(inRoot("docs/where-it-runs.md"), "utf8");
  const config = /```js\n(module\.exports = \{\n {2}transform[\s\S]*?)```/.exec(guide)?.[1];
  if (config === undefined) throw new Error("docs/where-it-runs.md has no configuration of Jest.");
  return config;
}

/** That Jest reads the package in the ways that docs/where-it-runs.md has, on the oldest line of Node and on a late one. */
export const jestChecks: readonly ProofCheck<InstalledPackage>[] = ["node-20", "node-24"].flatMap((node) =>
  ways.map(({ name, flags, tests, config }, i) => ({
    name: `Jest 30 on ${node} ${name}`,
    async run({ project }) {
      const folder = join(project, `jest-${node}-${i}`);
      await mkdir(folder);
      const files = { ...tests, "package.json": "{}", "jest.config.cjs": await config() };
      for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
      const args = [...flags, inRuntime("jest", "bin/jest.js"), "--ci", "--runInBand"];
      // Jest and Babel are in the folder of the runtimes, not in the project.
      const env = { ...process.env, NODE_PATH: inRuntime("", "") };
      const { stderr } = await runProgramFile(inRuntime(node, "bin/node"), args, { cwd: folder, env }).catch(
        ({ stderr, message }: Error & { stderr?: string }) => {
          throw new Error(stderr || message);
        },
      );
      return /^Tests: +(.*)$/m.exec(stderr)?.[1] ?? "";
    },
  })),
);
