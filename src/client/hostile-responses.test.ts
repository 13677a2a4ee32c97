import { createServer } from "node:net";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { listenOnLoopback } from "../../proofs/kit/loopback.ts";
import { eventsPath } from "../shared/testing/event-request.ts";
import { begin, respond, silence, startServer } from "../transport/testing/server.ts";
import { createNp6Client, type Np6Client, type Np6ClientOptions } from "./client.ts";

const key = "synthetic-key-0123456789";
const json = { "content-type": "application/json" };

const client = (baseUrl: string, timeout?: Np6ClientOptions["timeout"]): Np6Client =>
  createNp6Client({ apiKey: key, baseUrl, retry: false, timeout });

const asArray = async (np6: Np6Client) => (await np6.activations(156)).length;
const asStream = async (np6: Np6Client) => {
  let count = 0;
  for await (const _ of np6.activations(156)) count++;
  return count;
};
const ways = [
  ["array", asArray],
  ["stream", asStream],
] as const;

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no error",
    (error) => error,
  );

describe.each(ways)("as %s", (_way, read) => {
  test.each([
    ["204", respond(204)],
    ["an empty body", respond(200, json)],
    ["white space", respond(200, json, " \n")],
    ["an empty array", respond(200, json, "[]")],
  ])("%s is an empty list", async (_name, response) => {
    expect(await read(client((await startServer(response)).url))).toBe(0);
  });

  test.each([
    ["null", "null", "not-an-array"],
    ["an object", '{"message":"no"}', "not-an-array"],
    ["HTML", "<html>Sign in</html>", "not-an-array"],
    ["a trailing comma", '[{"a":1},]', "malformed"],
    ["two arrays", "[1][2]", "malformed"],
    ["a wrong closing bracket", "[1}", "malformed"],
    ["an array that is not closed", '[{"a":1}', "truncated"],
    ["a text cut in a string", '[{"a":"b', "truncated"],
  ])("%s is a stream error", async (_name, body, kind) => {
    const error = await failure(read(client((await startServer(respond(200, json, body))).url)));
    expect(error).toMatchObject({ name: "Np6StreamError", code: "NP6_STREAM", kind });
    expect(String(error)).toContain(`GET ${eventsPath("activations")}: `);
  });

  test("invalid UTF-8 is an encoding error", async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, json).end(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]));
    });
    expect(await failure(read(client(server.url)))).toMatchObject({ kind: "encoding" });
  });

  test.each([400, 401, 403, 404, 405, 409, 410, 418, 422, 429, 500, 501, 502, 503, 504])(
    "status %i is an HTTP error with request id and body",
    async (status) => {
      const server = await startServer(
        respond(status, { "x-request-id": "r-9", "retry-after": "12" }, "why"),
      );
      const error = await failure(read(client(server.url)));
      expect(error).toMatchObject({
        name: "Np6HttpError",
        status,
        requestId: "r-9",
        retryAfterMs: 12_000,
        body: "why",
      });
      expect(String(error)).toMatch(
        new RegExp(`GET ${eventsPath("activations")}: ${status} .*retry after 12 s.*request id r-9`),
      );
    },
  );

  test("a body that stalls is an idle timeout", async () => {
    const server = await startServer(begin(['[{"a":1},']));
    expect(await failure(read(client(server.url, { idle: 50 })))).toMatchObject({
      name: "Np6TimeoutError",
      kind: "idle",
    });
  });

  test("headers that never come are an attempt timeout", async () => {
    const server = await startServer(silence);
    expect(await failure(read(client(server.url, { attempt: 50 })))).toMatchObject({
      name: "Np6TimeoutError",
      kind: "attempt",
    });
  });

  test("a redirect is rejected, and the other origin never sees the key", async () => {
    const other = await startServer(respond(200, json, "[]"));
    const server = await startServer(respond(302, { location: other.url }));
    expect(await failure(read(client(server.url)))).toMatchObject({ name: "Np6RedirectError", status: 302 });
    expect(other.requests).toHaveLength(0);
  });

  const body = '[{"type":"activation","id":"é"},{"n":[1,{"b":"]"}]}]';
  test.each(["close", "length", "chunked", "reset"] as const)(
    "a body cut at any byte, its end told by %s, never ends in success",
    async (framing) => {
      const bytes = Buffer.from(body);
      const server = await startCutter(bytes, framing);
      for (let cut = 0; cut < bytes.length; cut++) {
        const result = await failure(read(client(server(cut))));
        // A close-delimited empty body cannot be told from an empty list.
        if (framing === "close" && cut === 0) continue;
        expect(result, `cut at ${cut}`).toMatchObject({
          code: expect.stringMatching(/NP6_(STREAM|CONNECTION)/),
        });
      }
      expect(await read(client(server(bytes.length)))).toBe(2);
    },
  );
});

test("events before the break are delivered and counted", async () => {
  let breakOff = () => {};
  const server = await startServer(
    begin(['[{"a":1},{"a":2},{"a"'], (response) => {
      breakOff = () => response.destroy();
    }),
  );
  let count = 0;
  const error = await failure(
    (async () => {
      for await (const _ of client(server.url).activations(156)) if (++count === 2) breakOff();
    })(),
  );
  expect(error).toMatchObject({ kind: "interrupted", eventsDelivered: 2 });
  expect(count).toBe(2);
});

test("no error shows the key, whatever a server echoes", async () => {
  const echo = { "x-request-id": key, "content-type": "application/json" };
  const bodies = [
    respond(500, echo, key),
    respond(200, echo, `{"key":"${key}"}`),
    respond(302, { location: `https://x/${key}` }),
  ];
  const logged: unknown[] = [];
  const log = (...line: unknown[]) => logged.push(line);
  for (const respond of bodies) {
    const { url } = await startServer(respond);
    const np6 = createNp6Client({
      apiKey: key,
      baseUrl: url,
      retry: false,
      logger: { debug: log, info: log, warn: log },
    });
    const error = await failure(asArray(np6));
    expect(error).toBeInstanceOf(Error);
    const shown = [np6, error, (error as Error).stack, logged].map((part) =>
      inspect(part, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true }),
    );
    expect([...shown, JSON.stringify(error), JSON.stringify(np6)].join("\n")).not.toContain(key);
  }
  expect(logged.length).toBeGreaterThan(0);
});

/** Serves the first `cut` bytes of a body over a bare socket, where HTTP's own framing can be broken at will. */
async function startCutter(body: Buffer, framing: "close" | "length" | "chunked" | "reset") {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (request) => {
      const cut = Number(/^GET \/(\d+)\//.exec(String(request))?.[1]);
      const head = ["HTTP/1.1 200 OK", "content-type: application/json", "connection: close"];
      if (framing === "length") head.push(`content-length: ${body.length}`);
      if (framing === "chunked" || framing === "reset") head.push("transfer-encoding: chunked");
      const part = body.subarray(0, cut);
      socket.write(`${head.join("\r\n")}\r\n\r\n`);
      if (framing === "close" || framing === "length") socket.end(part);
      else {
        if (cut > 0)
          socket.write(Buffer.concat([Buffer.from(`${cut.toString(16)}\r\n`), part, Buffer.from("\r\n")]));
        if (cut === body.length) socket.end("0\r\n\r\n");
        else if (framing === "reset") socket.resetAndDestroy();
        else socket.end();
      }
    });
  });
  const { url, close } = await listenOnLoopback(server);
  onTestFinished(() => void close());
  return (cut: number) => `${url}/${cut}`;
}
