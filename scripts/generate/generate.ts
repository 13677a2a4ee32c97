import type { OpenQuestion } from "../../contract-tests/open-questions/questions.ts";
import { SpecError } from "./bundle.ts";
import { findStale, writeOutputs } from "./folder.ts";
import { renderOutputs } from "./outputs.ts";

/** What to generate, and where the words go. */
export interface GenerateOptions {
  /** Folder that holds `redocly.yaml`, `spec/` and `generated/`. */
  readonly root: string;
  /** The open questions that the evidence ledger lists. */
  readonly questions: readonly OpenQuestion[];
  /** Compare only, write nothing. */
  readonly check: boolean;
  /** Takes the lines for the user; the console but for tests. */
  readonly print?: Pick<Console, "log" | "error">;
}

/**
 * Brings `generated/` in line with `spec/`, or checks that it is. A broken spec changes nothing.
 *
 * @returns The exit code: 1 when the spec is broken or, with `check`, a file is not what the spec gives; else 0.
 */
export async function generate({ root, questions, check, print = console }: GenerateOptions): Promise<0 | 1> {
  try {
    const outputs = await renderOutputs(root, questions);
    const lines = check ? await findStale(root, outputs) : await writeOutputs(root, outputs);
    if (check && lines.length > 0) {
      print.error([...lines, "Run `npm run generate` and commit what it writes."].join("\n"));
      return 1;
    }
    print.log(lines.length > 0 ? lines.join("\n") : "generated/ is what spec/ gives.");
    return 0;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    print.error(`${error.message}\n\nThe spec is broken; generated/ is left as it was.`);
    return 1;
  }
}
