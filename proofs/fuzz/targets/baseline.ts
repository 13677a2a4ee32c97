import { readBaseline } from "../../../contract-tests/baseline.ts";
import { UsageError } from "../../../src/shared/usage-error.ts";
import { type FuzzTarget, must } from "../target.ts";
import { inputFile } from "./input-file.ts";

const file = inputFile("baseline.json");

/** A baseline that someone edited. */
export const baseline: FuzzTarget = {
  name: "baseline",
  seeds: [
    '{"version":2,"violations":[{"fingerprint":"a1","check":"sort-asc","endpoint":"activations","note":"known"}]}',
    '\uFEFF{"version":2,"violations":[]}',
    '[{"fingerprint":"a1"}]',
  ],
  async check(input) {
    file.write(input);
    try {
      for (const entry of await readBaseline(file.path)) {
        must(
          Object.values(entry).every((value) => typeof value === "string"),
          "a value is no text",
        );
      }
    } catch (error) {
      must(error instanceof UsageError, `it throws ${error}`);
    }
  },
};
