// Pulls a day (UTC) of activations into a file of NDJSON: an event a line, in constant memory.
// node pull-a-day.ts 156 2026-11-01 activations.ndjson
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createNp6Client } from "np6-notification-events";

const [id, day, file = "activations.ndjson"] = process.argv.slice(2);
const np6 = createNp6Client({
  apiKey: process.env["NP6_API_KEY"],
  baseUrl: process.env["NP6_BASE_URL"],
});
const start = new Date(`${day}T00:00:00Z`);
const end = new Date(start.getTime() + 24 * 60 * 60 * 1000);

async function* lines() {
  for await (const batch of np6.activations(Number(id), { start, end, sort: "asc" }).batches()) {
    // Of an event that this version of the package does not know, `raw` is what came.
    yield batch.map((event) => `${JSON.stringify(event.type === "unknown" ? event.raw : event)}\n`).join("");
  }
}

// Renamed when it is whole, so that a pull that failed is never taken for a day with fewer events.
await pipeline(lines, createWriteStream(`${file}.part`));
await rename(`${file}.part`, file);
