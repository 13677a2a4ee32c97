import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const absent = ["openapi.json", "validators.js", "event-kinds.js"].filter(
  (name) => !existsSync(fileURLToPath(new URL(`../../generated/${name}`, import.meta.url))),
);

try {
  if (absent.length > 0) throw new Error(`generated/${absent[0]} is missing. Run: npm run generate`);
  // Imported late: the suite imports generated files, and would fail without a word of what to do.
  const { main } = await import("./run.ts");
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
