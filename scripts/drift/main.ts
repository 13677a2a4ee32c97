import { fileURLToPath } from "node:url";
import { runDrift } from "./run.ts";
import { UnusableInput } from "./unusable-input.ts";

try {
  const { output, exitCode } = await runDrift(
    process.argv.slice(2),
    fileURLToPath(new URL("../..", import.meta.url)),
  );
  console.log(output);
  process.exitCode = exitCode;
} catch (error) {
  console.error(error instanceof UnusableInput ? error.message : error);
  process.exitCode = 2;
}
