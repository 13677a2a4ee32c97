import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { htmlReport } from "../../contract-tests/reports/page/report-page.ts";
import { faultyReport } from "../../contract-tests/reports/testing/faulty-report.ts";
import { settledReport } from "../../contract-tests/reports/testing/settled-report.ts";
import { findChromium, launchChromium, withoutChromium } from "../../proofs/kit/chromium.ts";
import { type Pixels, palettePng } from "./palette-png.ts";

const help = `Usage: npm run docs:screenshot [-- --out FILE]

Judges a server with a fault and takes a picture of the HTML report, with the Chromium of this machine. What differs from
run to run (port, time, request ids) is set to the same values; fonts are the machine's own.

  --out FILE   default docs/images/report.png
  --help       show this

Exit code: 0 written, 2 no Chromium, or wrong usage.`;

const size = { width: 1180, height: 1050 };

/** The picture of a page, as pixels. The browser reads its own PNG: Node has no decoder. */
async function pixelsOf(page: Page, reader: Page): Promise<Pixels> {
  const png = (await page.screenshot({ animations: "disabled" })).toString("base64");
  const { width, height, base64 } = await reader.evaluate<{
    width: number;
    height: number;
    base64: string;
  }>(`(async () => {
    const blob = await (await fetch("data:image/png;base64,${png}")).blob();
    const image = await createImageBitmap(blob);
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
    return { width, height, base64: btoa(text) };
  })()`);
  return { width, height, rgba: Buffer.from(base64, "base64") };
}

async function takePicture(executable: string): Promise<Buffer> {
  const html = htmlReport(settledReport(await faultyReport()));
  const browser = await launchChromium(executable);
  try {
    const context = await browser.newContext({ viewport: size, colorScheme: "light", locale: "en" });
    const [page, reader] = [await context.newPage(), await context.newPage()];
    await page.setContent(html);
    return palettePng(await pixelsOf(page, reader));
  } finally {
    await browser.close();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      out: {
        type: "string",
        default: fileURLToPath(new URL("../../docs/images/report.png", import.meta.url)),
      },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const executable = findChromium();
  if (executable === undefined) throw new Error(`No picture: ${withoutChromium}.`);
  const png = await takePicture(executable);
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, png);
  console.log(`${values.out}: ${(png.length / 1000).toFixed(0)} kB`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
