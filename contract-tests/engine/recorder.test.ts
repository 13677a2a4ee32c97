import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { security } from "../../generated/contract.js";
import { serve } from "../../proofs/kit/loopback.ts";
import { eventsPath, keySent } from "../../src/shared/testing/event-request.ts";
import { settings } from "../testing/fake-context.ts";
import type { Exchange, RequestPlan } from "./exchange.ts";
import { liveRecorder, type Recorder } from "./recorder.ts";
import { requestBudget } from "./request-budget.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A recorder of a server on loopback. */
async function recorderOf(listener: RequestListener): Promise<Recorder> {
  const { url, close } = await serve(listener);
  const recorder = liveRecorder({ ...settings, baseUrl: url });
  closing.push(() => recorder.close(), close);
  return recorder;
}

const plain: RequestPlan = { query: [] };

async function record(recorder: Recorder, plan: RequestPlan = plain): Promise<Exchange> {
  const exchange = await recorder.record("activations", "ascending", plan);
  if (typeof exchange === "string") throw new Error(exchange);
  return exchange;
}

test("a request carries the key in its header, and its response is kept unchanged", async () => {
  const recorder = await recorderOf(({ headers, url }, response) => {
    response.setHeader("X-Twice", ["a", "b"]).end(JSON.stringify([url, keySent(headers)]));
  });
  const exchange = await record(recorder, { query: [["start", "2026-02-01T00:00:00+01:00"]] });
  const target = `${eventsPath("activations")}?start=2026-02-01T00%3A00%3A00%2B01%3A00`;
  expect(exchange).toMatchObject({ status: 200, target, throttled: 0 });
  expect(exchange.headers.filter(([name]) => name === "x-twice")).toEqual([
    ["x-twice", "a"],
    ["x-twice", "b"],
  ]);
  expect(JSON.parse(Buffer.from(exchange.body).toString())).toEqual([target, settings.apiKey]);
});

test("a key in the query is sent under each name, and shown under none", async () => {
  const recorder = await recorderOf(({ url }, response) => {
    response.end(url);
  });
  const exchange = await record(recorder, { query: [["sort", "asc"]], key: "in-query" });
  const sent = new URL(Buffer.from(exchange.body).toString(), "http://localhost").searchParams;
  for (const name of [security.header, "key", "api_key", "apikey"])
    expect(sent.get(name)).toBe(settings.apiKey);
  expect(exchange.target).toContain(`?sort=asc&${security.header}=[key]&key=[key]`);
  expect(exchange.target).not.toContain(settings.apiKey);
});

test("after a 429 the request is repeated, which costs nothing of the budget", async () => {
  let requests = 0;
  const recorder = await recorderOf((_request, response) => {
    requests++;
    response.writeHead(requests < 3 ? 429 : 200, { "Retry-After": "0" }).end("[]");
  });
  expect(await record(recorder)).toMatchObject({ status: 200, throttled: 2 });
  expect(recorder.requests).toBe(1);
  expect(requests).toBe(3);
});

test("a requested 429 is a response like any other", async () => {
  const recorder = await recorderOf((_request, response) => {
    response.writeHead(429).end();
  });
  const exchange = await record(recorder, { query: [], headers: [["prefer", "code=429"]] });
  expect(exchange).toMatchObject({ status: 429, throttled: 0 });
});

test("a server that asks for an hour ends the run", async () => {
  const recorder = await recorderOf((_request, response) => {
    response.writeHead(429, { "Retry-After": "3600" }).end();
  });
  expect(await record(recorder)).toMatchObject({ status: 429, throttled: 0 });
  expect(recorder.stopped).toMatch(/longer than 65 s/);
  expect(await recorder.record("activations", "unsorted", plain)).toBe("run-stopped");
});

test("a 429 after every wait ends the run", async () => {
  const recorder = await recorderOf((_request, response) => {
    response.writeHead(429, { "Retry-After": "0" }).end();
  });
  expect(await record(recorder)).toMatchObject({ status: 429, throttled: 6 });
  expect(recorder.stopped).toMatch(/after 6 waits/);
});

test("a connection that was closed while idle is replaced, but a new one that breaks is the response", async () => {
  const connections = new Set<unknown>();
  let breaksNew = false;
  const recorder = await recorderOf(({ socket }, response) => {
    if (breaksNew || connections.has(socket)) socket.resetAndDestroy();
    else response.end("[]");
    connections.add(socket);
  });
  expect(await record(recorder)).toMatchObject({ status: 200 });
  expect(await record(recorder)).toMatchObject({ status: 200 });
  breaksNew = true;
  expect(await record(recorder)).toMatchObject({ status: undefined, failure: { kind: "connection" } });
});

test("three broken responses end the run, whatever comes between them", async () => {
  let requests = 0;
  const recorder = await recorderOf(({ socket }, response) => {
    if (++requests === 2) response.end("[]");
    else socket.destroy();
  });
  for (let i = 0; i < 3; i++) await record(recorder);
  expect(recorder.stopped).toBeUndefined();
  await record(recorder);
  expect(recorder.stopped).toMatch(/3 requests got no complete response, the last one: /);
});

test("a real key that is rejected at once ends the run", async () => {
  const recorder = await recorderOf((_request, response) => {
    response.writeHead(401).end();
  });
  await record(recorder);
  expect(recorder.stopped).toMatch(/rejected with 401/);
});

test("a budget that is used up stops the run", async () => {
  const recorder = await recorderOf((_request, response) => {
    response.end("[]");
  });
  for (let i = 0; i < requestBudget; i++) await record(recorder);
  expect(recorder.stopped).toBeUndefined();
  for (let i = 0; i < 2; i++)
    expect(await recorder.record("activations", "unsorted", plain)).toBe("request-budget");
  expect(recorder.stopped).toBe(`the run used up its ${requestBudget} requests`);
  expect(recorder.requests).toBe(requestBudget);
});

test("a body behind the head of a response to HEAD is a broken response", async () => {
  const recorder = await recorderOf((_request, response) => {
    response.socket?.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
  });
  const exchange = await record(recorder, { query: [], method: "HEAD" });
  expect(exchange).toMatchObject({ status: 200, failure: { kind: "truncated" } });
});

/** Ports that every `fetch` refuses (https://fetch.spec.whatwg.org/#port-blocking). */
const portsOfNoFetch = [10_080, 6_000, 6_566, 6_665, 6_666, 6_667, 6_668, 6_669, 6_679, 6_697];

test("our client reaches the server in the same way as all other requests, even on a port that fetch refuses", async () => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end("[]");
  });
  const port = await firstFree(server, portsOfNoFetch);
  const recorder = liveRecorder({ ...settings, baseUrl: `http://127.0.0.1:${port}` });
  closing.push(() => {
    recorder.close();
    server.close();
    server.closeAllConnections();
  });
  expect(await record(recorder, { query: [], throughClient: true })).toMatchObject({
    status: 200,
    failure: undefined,
    client: { keySent: true, agrees: true },
  });
});

/** Listens on the first of the ports that nobody else has. */
async function firstFree(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    const listens = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (listens) return port;
  }
  throw new Error(`All of the ports ${ports.join(", ")} are taken.`);
}
