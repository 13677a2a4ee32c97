import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { createNp6Client, type Np6ClientOptions } from "./client.ts";

/** As a program in plain JavaScript calls it. */
const create = (options?: unknown) => () => createNp6Client(options as Np6ClientOptions);

describe("the options of a client in plain JavaScript", () => {
  it.each<[what: string, options: unknown, message: string]>([
    ["none at all", undefined, "`options` must be an object with apiKey, baseUrl, "],
    ["null", null, "`options` must be an object"],
    ["the key alone", "synthetic-key", "`options` must be an object"],
    ["a number for timeout", { timeout: 5000 }, "`timeout` must be an object with attempt, idle, total."],
    ["null for timeout", { timeout: null }, "`timeout` must be an object"],
    ["a number for retry", { retry: 5 }, "`retry` must be an object with limit, "],
    ["true for retry", { retry: true }, "`retry` must be an object"],
    ["a name that there is not", { retries: 5 }, "`retries` is no option; there are apiKey, "],
    ["a wrong name in retry", { retry: { limt: 5 } }, "`retry.limt` is no option; there are limit, "],
    ["a wrong name in timeout", { timeout: { headers: 5 } }, "`timeout.headers` is no option"],
  ])("are rejected with %s", (_what, options, message) => {
    const given = typeof options === "object" && options ? { apiKey: "synthetic-key", ...options } : options;
    expect(create(given)).toThrow(Np6ConfigError);
    expect(create(given)).toThrow(message);
  });

  it("do not repeat a value in a message", () => {
    expect(create("synthetic-key")).not.toThrow("synthetic-key");
  });

  it("may be undefined, and retry may be false", () => {
    const options = { apiKey: "synthetic-key", retry: false, timeout: undefined, fetch: undefined };
    expect(create(options)).not.toThrow();
  });
});
