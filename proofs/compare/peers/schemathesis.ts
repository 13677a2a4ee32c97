import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Peer } from "../peer.ts";

/** Schemathesis, a Python program: it runs where it is installed already. */
export const schemathesis: Peer = {
  id: "schemathesis",
  title: "Schemathesis",
  setUp: "`schemathesis run` with all checks, 50 examples an operation and a fixed seed.",
  cannot: "The meaning of a window and an order, and relations between responses.",
  missing: () =>
    spawnSync("schemathesis", ["--version"]).status === 0
      ? undefined
      : "not installed: pip install schemathesis",
  prepare: async () => ({
    run: ({ baseUrl, apiKey }) =>
      new Promise((resolve) => {
        const document = fileURLToPath(new URL("../../../generated/openapi.json", import.meta.url));
        const options = ["--checks", "all", "--max-examples", "50", "--seed", "1", "--no-color"];
        const args = ["run", document, "--url", baseUrl, "--header", `X-Key: ${apiKey}`, ...options];
        execFile("schemathesis", args, { maxBuffer: 2 ** 30 }, (error, stdout) => {
          const failed = new Set([...stdout.matchAll(/^- (.+)$/gm)].map(([, name = ""]) => name));
          resolve(failed.size === 0 && error ? ["ended with an error"] : [...failed]);
        });
      }),
  }),
};
