import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isStale } from "../generate/spec-digest.ts";

const absent = ["openapi.json", "validators.js", "contract.js", "events.js"].filter(
  (name) => !existsSync(fileURLToPath(new URL(`../../generated/${name}`, import.meta.url))),
);

try {
  if (absent.length > 0) throw new Error(`generated/${absent[0]} is missing. Run: npm run generate`);
  if (await isStale(fileURLToPath(new URL("../..", import.meta.url)))) {
    console.error(
      "generated/ was made from another spec/ than this one. For the current one, run: npm run generate",
    );
  }
  // Imported late: the suite imports generated files, and without them it would fail with no hint of what to do.
  const { runConformCommand } = await import("../../contract-tests/command.ts");
  const { startMock } = await import("../../contract-tests/targets/mock.ts");
  const { env, stdout, stderr } = process;
  // Unlike a stream, console.log ignores a reader that went away.
  const print = async (text: string) => console.log(text.trimEnd());
  process.exitCode = await runConformCommand(
    process.argv.slice(2),
    { env, stdout, stderr, print },
    startMock,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
