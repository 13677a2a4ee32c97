import { spawnSync } from "node:child_process";
import { runCommand } from "../../scripts/command-line.ts";

const help = `Usage: npm run proof commands

Starts npm test on projects whose tests fail, are skipped or end their process, Prism on documents and ports that it cannot
have, and Redocly on broken specs, and ends what it started in every way. These tests start vitest, Prism and Redocly two dozen
times, so npm test leaves them out.

  --help   show this

Exit code: 0 the commands count, report and end as they should, 1 one does not.`;

process.exitCode = await runCommand({
  help,
  options: {},
  run() {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "commands"];
    return spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
  },
});
