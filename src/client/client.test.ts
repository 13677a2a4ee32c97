import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { createNp6Client, type Np6ClientOptions } from "./client.ts";

/** As a program in plain JavaScript calls it. */
const create = (options?: unknown) => () => createNp6Client(options as Np6ClientOptions);

describe("the options of a client in plain JavaScript", () => {
  it.each<[what: string, options: unknown, message: string]>([
    ["none at all", undefined, "`options` must be an object with apiKey, "],
    ["null", null, "`options` must be an object"],
    ["the key alone", "synthetic-key", "`options` must be an object"],
    ["a number for timeout", { timeout: 5000 }, "`timeout` must be an object with attempt, idle, total."],
    ["null for timeout", { timeout: null }, "`timeout` must be an object"],
    ["a number for retry", { retry: 5 }, "`retry` must be an object with limit, "],
    ["true for retry", { retry: true }, "`retry` must be an object"],
    ["a name that there is not", { retries: 5 }, "`retries` is no option; there are apiKey, "],
    ["a wrong name in retry", { retry: { limt: 5 } }, "`retry.limt` is no option; there are limit, "],
    ["a wrong name in timeout", { timeout: { headers: 5 } }, "`timeout.headers` is no option"],
    ["a slip in a name", { timeuot: {} }, ". Did you mean `timeout`?"],
    ["a slip in a name of retry", { retry: { limt: 5 } }, ". Did you mean `limit`?"],
    ["a number for apiKey", { apiKey: 5 }, "`apiKey` must be of type string or function."],
    ["a number for fetch", { fetch: 5 }, "`fetch` must be of type function."],
    ["null for fetch", { fetch: null }, "`fetch` must be of type function."],
    ["text for onRequest", { onRequest: "x" }, "`onRequest` must be of type function."],
    ["text for onResponse", { onResponse: "x" }, "`onResponse` must be of type function."],
    ["text for onRetry", { onRetry: "x" }, "`onRetry` must be of type function."],
    ["true for onUnknownEvent", { onUnknownEvent: true }, "`onUnknownEvent` must be of type function."],
    ["a function for logger", { logger: () => {} }, "`logger.debug` must be a function."],
    ["a logger without a method", { logger: { debug() {}, info() {} } }, "`logger.warn` must be a function."],
    ["an object for baseUrl", { baseUrl: {} }, "`baseUrl` must be an https URL"],
    ["a number for userAgent", { userAgent: 5 }, "`userAgent` must be of type string."],
    ["text for a limit", { maxRequestsPerSecond: "2" }, "`maxRequestsPerSecond` must be a number"],
    ["text for a switch", { allowInsecureHttp: "true" }, "`allowInsecureHttp` must be of type boolean."],
    [
      "text for the other switch",
      { dangerouslyAllowBrowser: "no" },
      "`dangerouslyAllowBrowser` must be of type boolean.",
    ],
    ["a validator that is none", { validator: 5 }, "`validator` must be a Standard Schema"],
  ])("are rejected with %s", (_what, options, message) => {
    const given = typeof options === "object" && options ? { apiKey: "synthetic-key", ...options } : options;
    expect(create(given)).toThrow(Np6ConfigError);
    expect(create(given)).toThrow(message);
  });

  it("do not repeat a value in a message", () => {
    expect(create("synthetic-key")).not.toThrow("synthetic-key");
    const keys = { toString: () => "synthetic-key" };
    expect(create({ apiKey: keys })).toThrow("`apiKey` must be of type string or function.");
    expect(create({ apiKey: keys })).not.toThrow("synthetic-key");
  });

  it("may be undefined, and retry may be false", () => {
    const nothing = { timeout: undefined, fetch: undefined, logger: undefined, onRetry: undefined };
    const options = { apiKey: "synthetic-key", retry: false, ...nothing };
    expect(create(options)).not.toThrow();
  });
});

describe("the options of a query in plain JavaScript", () => {
  const np6 = createNp6Client({ apiKey: "synthetic-key" });
  const ask = (options: unknown) => () => np6.activations(156, options as object);

  it.each<[what: string, options: unknown, message: string]>([
    ["a name that there is not", { form: 0 }, "`form` is no option; there are start, end, sort"],
    ["a slip in a name", { sotr: "asc" }, ". Did you mean `sort`?"],
    ["a name of two lines", { "so\nrt": "asc" }, "`so rt` is no option"],
    ["a date alone", "2026-02-01T10:00:00Z", "`options` must be an object with start, end, sort"],
    ["null", null, "`options` must be an object with"],
    ["a signal that is none", { signal: 5 }, "`signal` must be an AbortSignal."],
  ])("are rejected with %s", (_what, options, message) => {
    expect(ask(options)).toThrow(Np6ConfigError);
    expect(ask(options)).toThrow(message);
  });

  it("may be an AbortController, whose methods do not count as options", () => {
    expect(ask(new AbortController())).not.toThrow();
  });

  it("may name another form of the response only by its name", async () => {
    const withResponse = np6.activations(156).withResponse as (options: object) => Promise<unknown>;
    await expect(withResponse({ as: "streem" })).rejects.toThrow(
      new Np6ConfigError('`as` must be "stream".'),
    );
  });
});
