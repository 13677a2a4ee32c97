import { notificationSource } from "../../../src/cli/notification-ids.ts";
import { UsageError } from "../../../src/shared/usage-error.ts";
import { type FuzzTarget, must } from "../target.ts";
import { inputFile } from "./input-file.ts";

const file = inputFile("ids.txt");

/** A file of ids that a sync reads again and again. */
export const idFile: FuzzTarget = {
  name: "id-file",
  seeds: ["# mine\n156\r\n160-195 # a range\n\n1, 2\n", "\uFEFF7", "2147483647-2147483648"],
  async check(input) {
    file.write(input);
    const source = notificationSource([], file.path);
    must(typeof source === "function", "a file is no list that may change");
    try {
      const ids = await source();
      must(new Set(ids).size === ids.length, "an id is there twice");
      must(
        ids.every((id) => Number.isInteger(id) && id >= 0),
        "an id is no whole number",
      );
    } catch (error) {
      must(error instanceof UsageError, `it throws ${error}`);
      must(/, line \d+: /.test(error.message), `it does not name the line: ${error.message}`);
    }
  },
};
