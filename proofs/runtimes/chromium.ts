import { cp } from "node:fs/promises";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { findChromium, launchChromium, withoutChromium } from "../kit/chromium.ts";
import { type LoopbackServer, serve } from "../kit/loopback.ts";
import type { InstalledPackage } from "../package/installed-package.ts";
import { runtimesFolder } from "./installed-runtimes.ts";
import type { RuntimePlace, ScenarioOutcome } from "./runtime.ts";

/**
 * Tries the installed package, bundled, in a page of the system's Chromium.
 *
 * The page and the sandboxes share an origin, through a proxy: like the vendor, as far as is known, a sandbox doesn't
 * allow pages of other origins.
 */
export async function tryInChromium(
  { project }: InstalledPackage,
  place: RuntimePlace,
): Promise<ScenarioOutcome> {
  const executable = findChromium();
  if (executable === undefined) return { runtime: "Chromium", skipped: withoutChromium, results: {} };
  const script = await bundle(project);
  await using origin = await servePage(script, { "/plain": place.url, "/throttled": place.throttledUrl });
  const browser = await launchChromium(executable);
  try {
    const page = await browser.newPage();
    await page.goto(origin.url);
    const here = { ...place, url: `${origin.url}/plain`, throttledUrl: `${origin.url}/throttled` };
    const results = await page.evaluate(`runScenarios(${JSON.stringify(here)})`);
    return { runtime: `Chromium ${browser.version()}`, results: results as ScenarioOutcome["results"] };
  } finally {
    await browser.close();
  }
}

async function bundle(project: string): Promise<string> {
  await cp(join(runtimesFolder, "scenarios.js"), join(project, "scenarios.js"));
  const module = `
    import { memoryCheckpoint } from "np6-notification-events/follow";
    import { runScenarios } from "./scenarios.js";
    globalThis.runScenarios = (place) => runScenarios({ ...place, checkpoint: memoryCheckpoint() });`;
  const { outputFiles } = await build({
    stdin: { contents: module, resolveDir: project },
    bundle: true,
    format: "esm",
    platform: "browser",
    // What fileCheckpoint would load.
    external: ["node:*"],
    write: false,
  });
  return outputFiles.map(({ text }) => text).join("");
}

/** Serves a page with a script, and hands on what is below a prefix. */
function servePage(script: string, upstreams: Readonly<Record<string, string>>): Promise<LoopbackServer> {
  return serve((message, response) => {
    const [prefix, upstream] =
      Object.entries(upstreams).find(([path]) => message.url?.startsWith(`${path}/`)) ?? [];
    if (prefix !== undefined && upstream !== undefined) {
      handOn(message, response, new URL(`${upstream}${message.url?.slice(prefix.length)}`));
    } else if (message.url === "/script.js") {
      response.setHeader("Content-Type", "text/javascript");
      response.end(script);
    } else {
      response.setHeader("Content-Type", "text/html");
      response.end(`<!doctype html><meta charset="utf-8"><script type="module" src="/script.js"></script>`);
    }
  });
}

function handOn(message: IncomingMessage, response: ServerResponse, url: URL): void {
  const { host: _, ...headers } = message.headers;
  const forwarded = request(url, { method: message.method, headers }, (upstream) => {
    response.writeHead(upstream.statusCode ?? 502, upstream.headers);
    upstream.pipe(response);
    response.on("close", () => upstream.destroy());
  });
  forwarded.on("error", () => response.destroy());
  message.pipe(forwarded);
}
