import createClient from "openapi-fetch";
import { endpoints } from "../../../generated/contract.js";
import type { paths } from "../../../generated/types.d.ts";
import { followEvents, memoryCheckpoint } from "../../../src/follow/index.ts";
import { createNp6Client } from "../../../src/index.ts";
import { eventValidator } from "../../../src/validate/index.ts";

/** Reads the list of events below an address, and calls `onEvent` for each as soon as it can. */
export type BodyConsumer = (base: string, onEvent: (event: unknown) => void) => Promise<void>;

/** Below every address of the server. */
export const path = "/notifications/156/events/activations";
export const apiKey = "benchmark-key-0123456789abcdef";
/** First millisecond of the sandbox's history. */
export const beginReading: number = Date.UTC(2026, 0, 1);
export const headers: Readonly<Record<string, string>> = { "X-Key": apiKey };

type Whole = (url: string, headers: Readonly<Record<string, string>>) => Promise<unknown>;
type Stream = (
  url: string,
  headers: Readonly<Record<string, string>>,
  onEvent: (event: unknown) => void,
) => Promise<void>;

const fromWhole =
  (read: Whole): BodyConsumer =>
  async (base, onEvent) => {
    for (const event of (await read(base + path, headers)) as unknown[]) onEvent(event);
  };

async function drain(base: string): Promise<void> {
  const { body } = await fetch(base + path, { headers });
  for await (const _ of body ?? []);
}

/** What any reader needs at least: it cuts each chunk where the last event of the sandbox begins, and checks nothing. */
const parsePieces: BodyConsumer = async (base, onEvent) => {
  const { body } = await fetch(base + path, { headers });
  const decoder = new TextDecoder();
  let waiting = "";
  for await (const chunk of body ?? []) {
    const text = waiting + decoder.decode(chunk, { stream: true });
    const cut = text.lastIndexOf(',{"type":"activation"');
    for (const event of JSON.parse(`${text.slice(0, cut)}]`) as unknown[]) onEvent(event);
    waiting = `[${text.slice(cut + 1)}`;
  }
  for (const event of JSON.parse(waiting) as unknown[]) onEvent(event);
};

/** As the last argument of `bench` names them. Ours read with all defaults. */
const own: Readonly<Record<string, BodyConsumer>> = {
  "the body, unparsed": drain,
  "JSON.parse of the pieces": parsePieces,
  "response.json()": fromWhole(async (url) => (await fetch(url, { headers })).json()),
  "openapi-fetch": async (base, onEvent) => {
    const client = createClient<paths>({ baseUrl: base, headers });
    const params = { path: { id: 156 } };
    const { data } = await client.GET(endpoints.activations.path, { params });
    // Its types make an object of a read-only array.
    for (const event of data as readonly unknown[]) onEvent(event);
  },
  "ours, an array": async (base, onEvent) => {
    for (const event of await createNp6Client({ apiKey, baseUrl: base }).activations(156)) onEvent(event);
  },
  "ours, by event": async (base, onEvent) => {
    for await (const event of createNp6Client({ apiKey, baseUrl: base }).activations(156)) onEvent(event);
  },
  "ours, in batches": async (base, onEvent) => {
    const query = createNp6Client({ apiKey, baseUrl: base }).activations(156);
    for await (const batch of query.batches()) for (const event of batch) onEvent(event);
  },
  "ours, followed": async (base, onEvent) => {
    const checkpoint = memoryCheckpoint();
    const np6 = createNp6Client({ apiKey, baseUrl: base });
    const options = { kind: "activations", id: 156, from: beginReading, checkpoint, once: true } as const;
    for await (const batch of followEvents(np6, options)) {
      for (const event of batch.events) onEvent(event);
      await batch.commit();
    }
  },
  "ours, in batches, validated": async (base, onEvent) => {
    const np6 = createNp6Client({ apiKey, baseUrl: base, validator: eventValidator });
    for await (const batch of np6.activations(156).batches()) for (const event of batch) onEvent(event);
  },
};

/** The one with this name; the peers are only loaded for one of theirs. */
export async function consumer(name: string): Promise<BodyConsumer> {
  const ours = own[name];
  if (ours) return ours;
  // By address, for the compiler does not know their types.
  const peers = (await import(String(new URL("peers.js", import.meta.url)))) as {
    readonly whole: Readonly<Record<string, Whole>>;
    readonly stream: Readonly<Record<string, Stream>>;
  };
  const [whole, stream] = [peers.whole[name], peers.stream[name]];
  if (whole) return fromWhole(whole);
  if (stream) return (base, onEvent) => stream(base + path, headers, onEvent);
  throw new Error(`There is no consumer "${name}".`);
}
