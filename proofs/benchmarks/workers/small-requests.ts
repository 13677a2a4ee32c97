import createClient from "openapi-fetch";
import { endpoints } from "../../../generated/contract.js";
import type { paths } from "../../../generated/types.d.ts";
import { createNp6Client } from "../../../src/index.ts";
import { apiKey, headers, path } from "./consumers.ts";

/** Sends small requests, `small-requests.ts <client> <address> <at once> <requests>`, and prints what one took. */
const [name = "", base = "", lanes = "1", requests = "3000"] = process.argv.slice(2);
const window = { start: "2026-11-01T00:00:00Z", end: "2026-11-02T00:00:00Z", sort: "asc" } as const;

type Send = () => Promise<unknown>;

async function sender(): Promise<Send> {
  const url = `${base}${path}?${new URLSearchParams(window)}`;
  if (name === "fetch") return async () => (await fetch(url, { headers })).json();
  if (name === "openapi-fetch") {
    const client = createClient<paths>({ baseUrl: base, headers });
    const params = { path: { id: 156 }, query: window };
    return async () => (await client.GET(endpoints.activations.path, { params })).data;
  }
  if (name === "ours") {
    const np6 = createNp6Client({ apiKey, baseUrl: base });
    return async () => np6.activations(156, window);
  }
  const peers = (await import(String(new URL("peers.js", import.meta.url)))) as {
    readonly whole: Readonly<Record<string, (url: string, headers: object) => Promise<unknown>>>;
  };
  const whole = peers.whole[name];
  if (!whole) throw new Error(`There is no client "${name}".`);
  return () => whole(url, headers);
}

async function sendAll(send: Send, count: number): Promise<void> {
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      const events = await send();
      if (!Array.isArray(events) || events.length === 0) throw new Error("No events came.");
    }
  };
  await Promise.all(Array.from({ length: Number(lanes) }, lane));
}

const send = await sender();
const count = Number(requests);
// Until the engine has compiled what there is to compile.
await sendAll(send, count / 2);
const cpu = process.cpuUsage();
const start = performance.now();
await sendAll(send, count);
const seconds = (performance.now() - start) / 1000 / count;
const { user, system } = process.cpuUsage(cpu);
const cpuSeconds = (user + system) / 1e6 / count;
console.log(JSON.stringify({ seconds, cpuSeconds, peakMb: process.resourceUsage().maxRSS / 1024 }));
process.exit();
