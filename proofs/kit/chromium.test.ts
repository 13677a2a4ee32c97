import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { findChromium, launchChromium, withoutChromium } from "./chromium.ts";
import { watchPage } from "./page-watch.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const { path: folder, remove } = temporaryFolder("chromium");
afterAll(remove);
const fake = (name: string, mode: number) => {
  const path = join(folder, name);
  writeFileSync(path, "");
  chmodSync(path, mode);
  return path;
};

test("CHROME_PATH comes before PATH, and programs on PATH that cannot run are skipped", () => {
  const named = fake("some-browser", 0o755);
  const onPath = fake("google-chrome", 0o755);
  fake("chromium", 0o644);
  const PATH = ["", folder].join(delimiter);
  expect(findChromium({ PATH })).toBe(onPath);
  expect(findChromium({ PATH, CHROME_PATH: named })).toBe(named);
});

test("a CHROME_PATH that cannot be run is an error, not another browser", () => {
  expect(() => findChromium({ ...process.env, CHROME_PATH: join(folder, "none") })).toThrow(/CHROME_PATH/);
});

test("a watch lists the errors of a page and its requests to other hosts", async ({ skip }) => {
  const path = findChromium() ?? skip(withoutChromium);
  const browser = await launchChromium(path);
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
