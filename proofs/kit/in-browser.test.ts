import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { watchPage } from "./page-watch.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const { path: folder, remove } = temporaryFolder("page-watch");
afterAll(remove);

test("a watch lists the errors of a page and its requests to other hosts", async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const file = join(folder, "page.html");
    writeFileSync(file, `<img src="http://127.0.0.1:9/image"><script>console.error("mine"); lost()</script>`);
    const url = pathToFileURL(file).href;
    const watch = watchPage(page, url);
    await page.goto(url);
    expect(watch.outside).toEqual(["http://127.0.0.1:9/image"]);
    expect(watch.complaints).toContain("mine");
    expect(watch.complaints.join()).toContain("lost is not defined");
  } finally {
    await browser.close();
  }
});
