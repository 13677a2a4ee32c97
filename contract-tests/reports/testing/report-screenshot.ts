import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium, launchChromium, withoutChromium } from "../../../proofs/kit/chromium.ts";
import { runCommand } from "../../../scripts/command-line.ts";
import { htmlReport } from "../page/report-page.ts";
import { faultyReport } from "./faulty-report.ts";
import { settledReport } from "./settled-report.ts";

const help = `Usage: npm run docs:screenshot [-- --out FILE]

Judges a server with a fault and takes a picture of the HTML report, with the Chromium of this machine. What differs from
run to run (port, time, request ids) is set to the same values; fonts are the machine's own.

  --out FILE   default docs/images/report.png
  --help       show this

Exit code: 0 written, 2 no Chromium, or wrong usage.`;

const size = { width: 1180, height: 1050 };

async function takePicture(executable: string): Promise<Buffer> {
  const html = htmlReport(settledReport(await faultyReport()));
  const browser = await launchChromium(executable);
  try {
    const context = await browser.newContext({ viewport: size, colorScheme: "light", locale: "en" });
    const page = await context.newPage();
    await page.setContent(html);
    return await page.screenshot({ animations: "disabled" });
  } finally {
    await browser.close();
  }
}

process.exitCode = await runCommand({
  help,
  options: {
    out: {
      type: "string",
      default: fileURLToPath(new URL("../../../docs/images/report.png", import.meta.url)),
    },
  },
  failureCode: 2,
  async run({ out }) {
    const executable = findChromium();
    if (executable === undefined) throw new Error(`No picture: ${withoutChromium}.`);
    const png = await takePicture(executable);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, png);
    console.log(`${out}: ${(png.length / 1000).toFixed(0)} kB`);
  },
});
