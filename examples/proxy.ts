// Through a proxy that asks for a CONNECT, to a server whose certificate a private authority signed: undici's fetch.
import { readFileSync } from "node:fs";
import { createNp6Client } from "np6-notification-events";
import { fetch, ProxyAgent } from "undici";

const dispatcher = new ProxyAgent({
  uri: process.env["HTTPS_PROXY"] ?? "http://proxy.example:3128",
  // What the proxied server is trusted by; without it, the authorities that Node knows.
  requestTls: { ca: readFileSync(process.env["CA_FILE"] ?? "ca.pem") },
});
const np6 = createNp6Client({
  apiKey: process.env["NP6_API_KEY"],
  baseUrl: process.env["NP6_BASE_URL"],
  fetch: (url, init) => fetch(url, { ...init, dispatcher }),
});

const events = await np6.executions(156);
console.log(`${events.length} executions`);
await dispatcher.close();
