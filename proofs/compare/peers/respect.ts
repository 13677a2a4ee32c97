import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { patienceMs } from "../calls.ts";
import { loadModule, missingPackage, type Peer } from "../peer.ts";
import { respectWorkflows } from "./respect-workflows.ts";

interface RespectCheck {
  readonly name: string;
  readonly passed: boolean;
  readonly condition?: string;
}

interface RespectResult {
  readonly executedWorkflows: readonly {
    readonly workflowId: string;
    readonly executedSteps: readonly { readonly stepId: string; readonly checks: readonly RespectCheck[] }[];
  }[];
}

const quiet = {
  info() {},
  warn() {},
  error() {},
  output() {},
  printNewLine() {},
  printSeparator() {},
  indent: (text: string) => text,
};

/** Redocly Respect, over an Arazzo document. */
export const respect: Peer = {
  id: "respect",
  title: "Redocly Respect",
  packageName: "@redocly/respect-core",
  setUp:
    "Arazzo workflows: the calls of the schema test with Respect's own checks of status, media type and schema; JSONPath criteria for both bounds, JSON pointers for the order of the first two events, and a bound at exactly the first event's time. So it needs two events.",
  cannot:
    "The whole order, and relations between two responses beyond a value that is passed on: tiling, mirror, stability, equal forms of dates. Bytes, framing, codings and most headers.",
  missing: () => missingPackage("@redocly/respect-core"),
  async prepare() {
    const { run } = (await loadModule("@redocly/respect-core")) as {
      run(options: object): Promise<readonly RespectResult[]>;
    };
    const { createConfig } = (await loadModule("@redocly/openapi-core")) as {
      createConfig(config: object): Promise<unknown>;
    };
    const config = await createConfig({});
    const folder = await mkdtemp(join(tmpdir(), "respect-"));
    const bundle = fileURLToPath(new URL("../../../generated/openapi.json", import.meta.url));
    await writeFile(join(folder, "openapi.json"), await readFile(bundle));
    const file = join(folder, "np6.arazzo.json");
    await writeFile(file, JSON.stringify(respectWorkflows()));
    return {
      async run({ baseUrl, apiKey, notificationId, window }) {
        const { start, end } = window;
        const dates = { startDate: new Date(start).toISOString(), endDate: new Date(end).toISOString() };
        const input = { apiKey, notificationId, start, end, ...dates };
        const results = await run({
          files: [file],
          input: JSON.stringify(input),
          server: `np6=${baseUrl}`,
          config,
          maxSteps: 200,
          maxFetchTimeout: patienceMs,
          requestFileLoader: { getFileBody: () => Promise.reject(new Error("no files")) },
          logger: quiet,
          fetch,
          skipLint: true,
        });
        return results.flatMap(({ executedWorkflows }) =>
          executedWorkflows.flatMap(({ workflowId, executedSteps }) =>
            executedSteps.flatMap(({ stepId, checks }) =>
              checks
                .filter(({ passed }) => !passed)
                .map(({ name, condition = "" }) => `${workflowId}, ${stepId}: ${name} ${condition}`),
            ),
          ),
        );
      },
    };
  },
};
