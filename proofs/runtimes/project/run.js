// Runs in Node, Bun and Deno, in a project that the package is installed in. Prints what failed, as JSON.
import { createRequire } from "node:module";
import process from "node:process";
import { fileCheckpoint } from "np6-notification-events/follow";
import { runScenarios } from "./scenarios.js";

const entries = ["", "/json-array", "/follow", "/sync", "/validate", "/sandbox", "/conformance"];
const names = entries.map((entry) => `np6-notification-events${entry}`);
const require = createRequire(import.meta.url);
const { checkpoint, ...place } = JSON.parse(process.env["PLACE"]);

/** Fails unless each entry can be loaded and exports something. */
async function load(how) {
  for (const name of names) {
    if (Object.keys(await how(name)).length === 0) throw new Error(`${name} exports nothing`);
  }
}
const failure = (promise) =>
  promise.then(
    () => null,
    (error) => String(error?.stack ?? error),
  );

console.log(
  JSON.stringify({
    import: await failure(load((name) => import(name))),
    require: await failure(load(async (name) => require(name))),
    ...(await runScenarios({ ...place, checkpoint: fileCheckpoint(checkpoint) })),
  }),
);
