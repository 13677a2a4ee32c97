import { checkout, cloneCheckout } from "./clone.ts";
import { type ContractChange, mostDecisions } from "./contract-change.ts";
import { editFiles } from "./edited-files.ts";
import { changeSteps } from "./steps.ts";

/** What became of one change. */
export interface ChangeResult {
  readonly passed: boolean;
  /** How many files the change edits, in words. */
  readonly files: string;
  /** The steps that passed. */
  readonly done: readonly string[];
  /** The step that failed, and the end of what it wrote. */
  readonly failure?: string;
  /** Folder of the clone, which is there only if it was to be kept. */
  readonly folder: string;
}

/** Lines of a failed step that are shown: the last ones name what failed. */
const shownLines = 60;

/** Makes a change in a clone, and runs steps there until one fails. */
export async function runChange(
  change: ContractChange,
  steps: readonly string[],
  keep: boolean,
): Promise<ChangeResult> {
  const { texts, files } = editsOf(change);
  const clone = await cloneCheckout();
  const done: string[] = [];
  const end = (failure?: string): ChangeResult => ({
    passed: failure === undefined,
    files,
    done,
    ...(failure !== undefined && { failure }),
    folder: clone.folder,
  });
  try {
    await clone.write(texts);
    for (const { name, run } of changeSteps.filter((step) => steps.includes(step.name))) {
      const { passed, output } = await run(clone, change);
      if (change.rejected !== undefined) {
        if (passed) return end(`${name} accepts what it must reject.`);
        if (!change.rejected.test(output)) return end(`${name} does not say ${change.rejected}:\n${output}`);
        done.push(`rejected by ${name}`);
        return end();
      }
      if (!passed) return end(`${name} failed:\n${output.split("\n").slice(-shownLines).join("\n")}`);
      done.push(name);
    }
    return end();
  } finally {
    if (!keep) clone.remove();
  }
}

/**
 * The files that a change edits, with their new texts.
 *
 * @throws Error when it edits files that it may not edit.
 */
export function editsOf(change: ContractChange): { texts: ReadonlyMap<string, string>; files: string } {
  const edited = editFiles(checkout);
  const outside = () => [...edited.texts.keys()].filter((file) => !file.startsWith("spec/"));
  change.edit(edited);
  if (outside().length > 0) throw new Error(`${change.name} edits ${outside().join(", ")}, outside spec/.`);
  change.decide?.(edited);
  const decided = outside().length;
  if (decided > mostDecisions) throw new Error(`${change.name} edits ${decided} files outside spec/.`);
  const { texts } = edited;
  return { texts, files: `${texts.size - decided} in spec/, ${decided} outside` };
}
