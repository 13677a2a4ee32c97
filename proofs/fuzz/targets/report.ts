import { readReport } from "../../../scripts/evidence/read-reports.ts";
import { type FuzzTarget, must } from "../target.ts";
import { inputFile } from "./input-file.ts";

const file = inputFile("report.json");

/** A report of the suite, which `npm run evidence` and `npm run observe` read. */
export const reportTarget: FuzzTarget = {
  name: "report",
  seeds: [
    '{"schemaVersion":2,"results":[{"check":"sort-asc","endpoint":"activations","outcome":"passed","violations":[]}]}',
    '{"schemaVersion":1,"results":[{"check":"a","reason":"no-quiet-time","violations":[{"observation":"window"}]}],"witnesses":[]}',
    '\uFEFF{"schemaVersion":3}',
  ],
  async check(input) {
    file.write(input);
    try {
      const read = await readReport(file.path);
      must(read?.schemaVersion === 2, "another version is returned");
    } catch (error) {
      must(
        error instanceof Error && error.message.includes("is not a report of version 1 or 2"),
        `it throws ${error instanceof Error ? error.stack : error}`,
      );
    }
  },
};
