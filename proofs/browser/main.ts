import { spawnSync } from "node:child_process";
import { runCommand } from "../../scripts/command-line.ts";
import { findChromium, withoutChromium } from "../kit/chromium.ts";

const help = `Usage: npm run proof browser [-- options]

Opens the HTML report and the docs site in a Chromium, and uses them as a reader does: by keyboard, on a phone, in print, without
scripts, and with axe's rules of accessibility. CHROME_PATH names a Chromium that is not in one of the usual places.

Options:
  --help         show this

Exit code: 0 the pages do what they should, 1 one does not, 2 no Chromium, or wrong usage.`;

process.exitCode = await runCommand({
  help,
  options: {},
  failureCode: 2,
  run() {
    if (findChromium() === undefined) throw new Error(`No page was opened: ${withoutChromium}.`);
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "browser"];
    return spawnSync(process.execPath, args, { stdio: "inherit" }).status ?? 1;
  },
});
