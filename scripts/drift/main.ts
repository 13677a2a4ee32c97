import { fileURLToPath } from "node:url";
import { UsageError } from "../../src/shared/usage-error.ts";
import { runDrift } from "./run.ts";

try {
  const { output, exitCode } = await runDrift(
    process.argv.slice(2),
    fileURLToPath(new URL("../..", import.meta.url)),
  );
  console.log(output);
  process.exitCode = exitCode;
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 2;
}
