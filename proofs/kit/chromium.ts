import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Names of Chromium and its kin, with and without the ending of Windows. */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

/** Where installers put it that leave PATH alone. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Why a page could not be opened, and what to do. */
export const withoutChromium = "no Chromium was found: install one, or name it in CHROME_PATH";

/**
 * The Chromium of this machine: what CHROME_PATH names, else the first of the usual names on PATH, else where
 * installers put it. The tests download none.
 *
 * @throws Error CHROME_PATH names something that cannot be run: then the user must not get another browser.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env["CHROME_PATH"];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which cannot be run. Correct it, or unset it.`);
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = folders.flatMap((folder) =>
    names.flatMap((name) => [join(folder, name), join(folder, `${name}.exe`)]),
  );
  return [...onPath, ...places].find(isExecutable);
}

/**
 * Starts a Chromium without a window, which asks nothing of the network by itself.
 *
 * @throws Error There is none.
 */
export async function launchChromium(executablePath: string | undefined = findChromium()): Promise<Browser> {
  if (executablePath === undefined) throw new Error(withoutChromium);
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      // In a container, where a user is root, its sandbox cannot start; the pages it is shown are our own.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
