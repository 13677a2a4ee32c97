import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import contract from "../generated/openapi.json" with { type: "json" };
import { createNp6Client } from "./client.ts";
import { startServer } from "./transport/testing/server.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const text = JSON.stringify(contract.components.examples.activations.value[0]);
const count = 100_000;
const perChunk = 100;
const chunk = Array.from({ length: perChunk }, () => text).join();

/** What is alive: objects and the bytes that came. */
function liveBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test.each(["events", "batches"])(
  "a stream of 100,000 events, read as %s, holds on to none of them",
  async (as) => {
    const server = await startServer(async (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write("[");
      for (let sent = 0; sent < count; sent += perChunk) {
        const more = response.write(sent === 0 ? chunk : `,${chunk}`);
        if (!more) await new Promise((resolve) => response.once("drain", resolve));
      }
      response.end("]");
    });
    const query = createNp6Client({ apiKey: "synthetic-key", baseUrl: server.url }).activations(156);
    const samples: number[] = [];
    let seen = 0;
    const tally = () => {
      if (seen++ % 20_000 === 0) samples.push(liveBytes());
    };
    if (as === "events") for await (const _ of query) tally();
    else for await (const batch of query.batches()) for (const _ of batch) tally();
    expect(seen).toBe(count);
    const grown = Math.max(...samples) - (samples[0] ?? 0);
    // An eighth of the text alone.
    expect(grown).toBeLessThan((count * text.length) / 8);
  },
);
