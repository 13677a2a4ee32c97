import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median } from "../measure.ts";
import { markdownTable } from "../table.ts";
import type { Suite } from "./suite.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

async function timed(script: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${script} ${args.join(" ")} ended with ${code}.`);
  return (performance.now() - start) / 1000;
}

function timing(name: string, about: string, commands: Readonly<Record<string, readonly string[]>>): Suite {
  return {
    name,
    about: () => about,
    async run({ rounds }) {
      const all = new Map<string, number[]>(Object.keys(commands).map((command) => [command, []]));
      for (let round = 0; round < rounds; round++) {
        for (const [command, [script = "", ...args]] of Object.entries(commands)) {
          all.get(command)?.push(await timed(script, args));
        }
      }
      const rows = [...all].map(([command, values]) => [
        `\`${command}\``,
        `${median(values).toFixed(1)} s (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})`,
      ]);
      return markdownTable(["", "on the machine of this table"], rows);
    },
  };
}

/** The conformance suite as a user starts it. */
export const suiteDuration: Suite = timing(
  "suite",
  "The conformance suite, start to end. Budget: 10 s for Prism.",
  {
    "npm run contract": ["scripts/contract/main.ts"],
    "npm run contract:sandbox": ["scripts/contract/main.ts", "--target", "sandbox"],
  },
);

/** All of `generated/`, made and compared: the same work as to write it. */
export const generation: Suite = timing("generation", "`generated/` from `spec/`. Budget: 6 s.", {
  "npm run generate:check": ["scripts/generate/main.ts", "--check"],
});
