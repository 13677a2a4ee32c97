import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { security } from "../../generated/contract.js";
import { Np6ConfigError, Np6ConnectionError } from "../errors.ts";
import { eventsPath, keyHeader, keySent } from "../shared/testing/event-request.ts";
import { version } from "../shared/version.ts";
import type { TransportOptions } from "./options.ts";
import { prepareGet } from "./request.ts";
import { respond, silence, startServer } from "./testing/server.ts";
import { createTransport } from "./transport.ts";

const path = eventsPath("activations");
const get = (url: string, init?: RequestInit) => new Request(`${url}${path}`, init);
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a request", () => {
  it("carries the key and a user agent", async () => {
    const server = await startServer(respond(200, { "x-request-id": "abc" }, "[]"));
    const transport = createTransport({ apiKey: "k-1", baseUrl: `${server.url}/` });
    const request = get(server.url, { headers: { accept: "application/json", [keyHeader]: "not this one" } });
    const response = await transport.fetch(request);
    expect(transport.baseUrl).toBe(server.url);
    expect(await response.json()).toEqual([]);
    expect(response).toMatchObject({ status: 200, ok: true, statusText: "OK", url: `${server.url}${path}` });
    expect(response.headers.get("x-request-id")).toBe("abc");
    expect(server.requests[0]?.headers).toMatchObject({
      [keyHeader]: `${security.prefix}k-1`,
      "user-agent": `np6-notification-events/${version}`,
      accept: "application/json",
    });
  });

  it("adds the caller's name to its own", async () => {
    const server = await startServer(respond(204));
    await createTransport({ apiKey: "k", baseUrl: server.url, userAgent: "my-app/1.0" }).fetch(
      get(server.url),
    );
    expect(server.requests[0]?.headers["user-agent"]).toBe(`np6-notification-events/${version} my-app/1.0`);
  });

  it("goes through the fetch passed in, as a URL and an init with its own signal", async () => {
    const calls: [string, RequestInit][] = [];
    const transport = createTransport({
      apiKey: "k",
      fetch: async (url, init) => {
        calls.push([url, init]);
        return new Response("[]");
      },
    });
    const { signal } = new AbortController();
    await transport.fetch(get(transport.baseUrl, { signal }));
    expect(calls[0]?.[0]).toBe(`https://api-cm.np6.com${path}`);
    expect(calls[0]?.[1]).toMatchObject({
      method: "GET",
      redirect: "manual",
      headers: { [keyHeader]: `${security.prefix}k`, "user-agent": `np6-notification-events/${version}` },
    });
    expect(calls[0]?.[1].signal).not.toBe(signal);
  });

  it("asks for the key at every attempt", async () => {
    const server = await startServer(respond(500), respond(503), respond(200));
    let rotation = 0;
    const apiKey = async () => `key-${++rotation}`;
    await createTransport({ apiKey, baseUrl: server.url, retry: { baseMs: 0 } }).fetch(get(server.url));
    expect(server.requests.map(({ headers }) => keySent(headers))).toEqual(["key-1", "key-2", "key-3"]);
  });

  it("fails at once if there is no key to send", async () => {
    const server = await startServer(respond(200));
    const outage = new Error("vault sealed");
    const fetchWith = (apiKey: () => string) =>
      caught(createTransport({ apiKey, baseUrl: server.url }).fetch(get(server.url)));
    expect(await fetchWith(() => "")).toBeInstanceOf(Np6ConfigError);
    expect(
      await fetchWith(() => {
        throw outage;
      }),
    ).toBe(outage);
    expect(server.requests).toHaveLength(0);
  });

  it("is rejected if it leads to another host", async () => {
    const [own, other] = [await startServer(respond(200)), await startServer(respond(200))];
    const transport = createTransport({ apiKey: "k", baseUrl: own.url });
    expect(await caught(transport.fetch(get(other.url)))).toBeInstanceOf(Np6ConfigError);
    expect(other.requests).toHaveLength(0);
  });

  it("is sent once, with its body, if it is not a GET", async () => {
    const bodies: string[] = [];
    const server = await startServer((request, response) => {
      request.setEncoding("utf8").on("data", (text: string) => bodies.push(text));
      request.on("end", () => response.writeHead(503).end());
    });
    const request = get(server.url, { method: "POST", body: "hello" });
    const response = await createTransport({ apiKey: "k", baseUrl: server.url }).fetch(request);
    expect(response.status).toBe(503);
    expect(bodies).toEqual(["hello"]);
  });
});

describe("a failed connection", () => {
  it("has the platform's message and keeps its error as the cause", async () => {
    const server = await startServer(silence);
    const port = Number(new URL(server.url).port);
    const rejected = Object.assign(new Error(`connect ECONNREFUSED 127.0.0.1:${port}`), {
      code: "ECONNREFUSED",
    });
    const failure = new TypeError("fetch failed", { cause: rejected });
    const transport = createTransport({ apiKey: "k", retry: false, fetch: () => Promise.reject(failure) });
    const error = await caught(transport.fetch(get(transport.baseUrl)));
    expect(error).toBeInstanceOf(Np6ConnectionError);
    expect(error).toMatchObject({
      message: `GET ${path}: no response: connect ECONNREFUSED 127.0.0.1:${port}; check the network and \`baseUrl\``,
      cause: failure,
    });
  });
});

it("is not retried if fetch refuses the port", async () => {
  let requests = 0;
  const onRequest = () => void requests++;
  const transport = createTransport({ apiKey: "k", baseUrl: "http://127.0.0.1:10080", onRequest });
  const error = await caught(transport.open(prepareGet(transport.baseUrl, "/x")));
  expect(error).toBeInstanceOf(Np6ConfigError);
  expect(error).toMatchObject({ message: "GET /x: fetch refuses the port of `baseUrl`." });
  expect(requests).toBe(1);
});

it("the transport can be imported without a global Request, as under jsdom", async () => {
  // Another process: here the module is loaded already.
  const module = JSON.stringify(new URL("request.ts", import.meta.url).href);
  const program = `delete globalThis.Request; console.log(typeof (await import(${module})).TransportRequest);`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  await expect(run).resolves.toMatchObject({ stdout: "function\n" });
});

describe("options", () => {
  it.each<[what: string, named: string, Partial<TransportOptions>]>([
    ["no key", "API key", { apiKey: undefined }],
    ["an insecure address", "`baseUrl`", { baseUrl: "http://api.example.com" }],
    ["a deadline of no length", "`timeout.total`", { timeout: { total: 0 } }],
    ["an endless deadline", "`timeout.attempt`", { timeout: { attempt: Number.POSITIVE_INFINITY } }],
    ["a deadline beyond what timers can do", "`timeout.idle`", { timeout: { idle: 2 ** 31 } }],
    ["a negative number of retries", "`retry.limit`", { retry: { limit: -1 } }],
    ["a name that no header can carry", "`userAgent`", { userAgent: "a\nb" }],
  ])("are rejected with %s, and named", (_what, named, options) => {
    const create = () => createTransport({ apiKey: "k", ...options });
    expect(create).toThrow(Np6ConfigError);
    expect(create).toThrow(named);
  });

  it("allow the longest deadline that timers can keep", () => {
    const timeout = { attempt: 2 ** 31 - 1, idle: 2 ** 31 - 1, total: 2 ** 31 - 1 };
    expect(() => createTransport({ apiKey: "k", timeout })).not.toThrow();
  });

  it("allow unencrypted http with `allowInsecureHttp`", () => {
    const baseUrl = "http://api.example.com";
    expect(createTransport({ apiKey: "k", baseUrl, allowInsecureHttp: true }).baseUrl).toBe(baseUrl);
  });
});

describe("in a browser", () => {
  async function initOf(options: Partial<TransportOptions>): Promise<RequestInit> {
    let sent: RequestInit = {};
    const fetch: TransportOptions["fetch"] = async (_url, init) => {
      sent = init;
      return new Response("[]");
    };
    const transport = createTransport({ apiKey: "k", fetch, ...options });
    await transport.fetch(get(transport.baseUrl));
    return sent;
  }

  const pretend = (...names: string[]) => {
    for (const name of names) Object.defineProperty(globalThis, name, { value: {}, configurable: true });
    onTestFinished(() => {
      for (const name of names) Reflect.deleteProperty(globalThis, name);
    });
  };

  it.each([["a page", ["window", "document"]] as const, ["a worker", ["importScripts"]] as const])(
    "%s gets no key unless the caller insists",
    async (_what, names) => {
      pretend(...names);
      expect(() => createTransport({ apiKey: "k" })).toThrow(/dangerouslyAllowBrowser/);
      const init = await initOf({ dangerouslyAllowBrowser: true });
      expect([...new Headers(init.headers)]).toEqual([[keyHeader, `${security.prefix}k`]]);
    },
  );

  it("requests say `no-store`; elsewhere, where some platforms reject that, they do not", async () => {
    expect(await initOf({})).not.toHaveProperty("cache");
    pretend("window", "document");
    expect(await initOf({ dangerouslyAllowBrowser: true })).toHaveProperty("cache", "no-store");
  });

  it.each([["window"], ["importScripts", "Deno"]])(
    "does not include a platform that has only %s",
    (...names) => {
      pretend(...names);
      expect(() => createTransport({ apiKey: "k" })).not.toThrow();
    },
  );
});
