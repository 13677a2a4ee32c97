import { fileURLToPath } from "node:url";
import { startPrism } from "../../contract-tests/targets/mock.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { runCommand } from "../command-line.ts";
import { mockExamples } from "./examples.ts";

const help = `Usage: npm run mock [-- --port N]

Serves the examples of the contract with Prism, until Ctrl-C. It keeps no state: it checks requests, but filters and sorts nothing.

  --port N   port on 127.0.0.1 (default 4010; 0 takes any free port)
  --help     show this

Exit code: 0 ended, 1 Prism could not start, 2 wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: { port: { type: "string", default: "4010" } },
  async run(options) {
    const port = Number(options.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new UsageError(`--port must be a number from 0 to 65535, not "${options.port}".`);
    }
    const document = fileURLToPath(new URL("../../generated/openapi.json", import.meta.url));
    const prism = await startPrism({ document, port });
    console.log(mockExamples(prism.url));
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => prism.close());
  },
});
