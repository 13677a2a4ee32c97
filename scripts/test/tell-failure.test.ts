import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";

const script = fileURLToPath(new URL("../../.github/tell-failure.sh", import.meta.url));
const { path: folder, remove } = temporaryFolder("tell");
afterAll(remove);

/** Runs the script beside a `gh` that lists these issues; returns what it was told to do, and the text it was given. */
function tell(issues: readonly object[], ...args: string[]): { asked: string; body: string } {
  const log = join(folder, "log");
  const body = join(folder, "body");
  const gh = `#!/usr/bin/env bash
if [ "$2" = list ]; then echo '${JSON.stringify(issues)}'; exit; fi
echo "$@" > '${log}'; cat "\${@: -1}" > '${body}'`;
  writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
  const env = {
    PATH: [folder, process.env["PATH"]].join(delimiter),
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "some/project",
    GITHUB_RUN_ID: "42",
  };
  execFileSync(script, args, { env });
  return { asked: readFileSync(log, "utf8"), body: readFileSync(body, "utf8") };
}

test("a failure opens an issue that has the report, the run and the guide", () => {
  const report = join(folder, "summary.md");
  writeFileSync(report, "# 3 violations\n");
  const { asked, body } = tell(
    [{ number: 6, title: "It fails sometimes" }],
    "It fails",
    "docs/guide.md#part",
    "missing.md",
    report,
  );
  expect(asked).toMatch(/^issue create --repo some\/project --title It fails --body-file /);
  expect(body).toBe(
    "[The run that found it](https://github.com/some/project/actions/runs/42) · " +
      "[What to do](https://github.com/some/project/blob/HEAD/docs/guide.md#part)\n\n# 3 violations\n",
  );
});

test("the next one updates that issue", () => {
  const { asked, body } = tell([{ number: 7, title: "It fails" }], "It fails", "docs/guide.md", "missing.md");
  expect(asked).toMatch(/^issue edit 7 --repo some\/project --body-file /);
  expect(body).toContain("actions/runs/42");
});

test("a report beyond what an issue takes is cut", () => {
  const report = join(folder, "summary.md");
  writeFileSync(report, "x".repeat(100_000));
  expect(tell([], "It fails", "docs/guide.md", report).body.length).toBeLessThan(65_536);
});
