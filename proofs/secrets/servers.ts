import type { IncomingMessage, ServerResponse } from "node:http";
import { eventTemplates } from "../../generated/event-templates.js";
import { createEventForm } from "../../src/sandbox/event-form.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import type { SandboxEvent } from "../../src/sandbox/options.ts";
import { keySent } from "../../src/shared/testing/event-request.ts";
import { type LoopbackServer, serve } from "../kit/loopback.ts";
import { canaries } from "./canaries.ts";

const { key, address, hash } = canaries;
/** The window that has all events. */
export const window: { readonly start: number; readonly end: number } = {
  start: Date.UTC(2026, 0, 5),
  end: Date.UTC(2026, 0, 6),
};

const kinds = ["activations", "executions", "cancellations"] as const;

/** A list of each kind, every event with the canary address and hash. */
function plantedEvents(): SandboxEvent[] {
  return kinds.flatMap((kind, stream) => {
    const print = createEventForm(eventTemplates[kind].usual[0], 156, 0);
    return Array.from({ length: 40 }, (_, send): SandboxEvent => {
      const timestamp = window.start + send * 1_860_123;
      const streams = { idStream: 10 + stream, stampStream: 20 };
      const text = print({ ...streams, send, timestamp, stampTime: timestamp - 5_000, contact: send });
      return JSON.parse(
        text.replace(/contact-\d+@example\.com/, address).replace(/"hash":"[^"]*"/, `"hash":"${hash}"`),
      );
    });
  });
}

/** A well server. */
export function startPlantedSandbox(): Promise<Sandbox> {
  return startSandbox({ events: plantedEvents(), key });
}

/** A server that throws back, in all sorts of places, the key it was sent and the address it knows. */
export async function startEchoServer(): Promise<LoopbackServer & { keysSeen: () => number }> {
  let keysSeen = 0;
  let turn = 0;
  const server = await serve((request, response) => {
    if (keySent(request.headers) === key) keysSeen++;
    echoes[turn++ % echoes.length]?.(request, response);
  });
  return { ...server, keysSeen: () => keysSeen };
}

type Echo = (request: IncomingMessage, response: ServerResponse) => void;

const json = { "content-type": "application/json" };
const told = `{"key":${JSON.stringify(key)},"unicity":"${address}","hash":"${hash}"}`;
const inHeaders = { ...json, "x-request-id": key, "x-echo": key, "x-unicity": address, server: key };
const events = plantedEvents().slice(0, 5);

const echoes: readonly Echo[] = [
  (_, response) => response.writeHead(200, inHeaders).end(JSON.stringify(events)),
  (_, response) => response.writeHead(400, inHeaders).end(told),
  (_, response) =>
    response.writeHead(500, key, inHeaders).end(`<h1>${key} ${address}</h1>\n    at ${key}.js:1`),
  (_, response) =>
    response.writeHead(302, { location: `/${encodeURIComponent(key)}?to=${address}` }).end(told),
  (_, response) => response.writeHead(200, inHeaders).end(told),
  (_, response) => response.writeHead(200, inHeaders).end(`[${told},{"${address}":"${hash}",}]`),
  (_, response) => response.writeHead(200, inHeaders).end(`[${told},"${address}`),
  (_, response) =>
    response.writeHead(200, inHeaders).end(`[{"type":"activation","id":"${address}","timestamp":"${hash}"}]`),
  (_, response) => response.writeHead(429, { ...inHeaders, "retry-after": "0" }).end(told),
  (_, response) => response.writeHead(401, inHeaders).end(`no such key: ${key}`),
];
