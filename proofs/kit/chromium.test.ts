import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { findChromium } from "./chromium.ts";
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
