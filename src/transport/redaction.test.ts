import { describe, expect, it } from "vitest";
import { innermostMessage, withoutKeys } from "./redaction.ts";

const key = 'k"e/y\\1é';

describe("withoutKeys", () => {
  it("keeps an error that cannot show the key, causes and all", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), {
      code: "ECONNREFUSED",
      socket: { port: 1 },
    });
    const error = new TypeError("fetch failed", { cause: new AggregateError([cause]) });
    expect(withoutKeys(error, [key])).toBe(error);
  });

  const leaks: [string, () => unknown][] = [
    ["its message", () => new Error(`bad value ${key}`)],
    ["its stack", () => Object.assign(new Error("x"), { stack: `Error: ${key}` })],
    ["a cause", () => new Error("x", { cause: new Error(key) })],
    ["a cause that is a string", () => new Error("x", { cause: key })],
    ["an inner error", () => new AggregateError([new Error("y"), new Error(key)])],
    ["a property", () => Object.assign(new Error("x"), { config: { headers: [["x-key", key]] } })],
    ["a hidden property", () => Object.defineProperty(new Error("x"), "secret", { value: key })],
    ["a symbol", () => Object.assign(new Error("x"), { [Symbol("h")]: key })],
    [
      "an object whose insides cannot be seen",
      () => Object.assign(new Error("x"), { headers: new Headers() }),
    ],
    ["a function", () => Object.assign(new Error("x"), { retry: () => key })],
    ...(["name", "message", "stack"] as const).map((name): [string, () => unknown] => [
      `the ${name} it inherits`,
      () => Object.create(Object.create(Error.prototype, { [name]: { get: () => key } })),
    ]),
    ["a thrown string", () => key],
    ["a thrown object", () => ({ key })],
  ];
  it.each(leaks)("replaces an error that might show it in %s", (_where, make) => {
    const error = make();
    const replaced = withoutKeys(error, [key]);
    expect(replaced).not.toBe(error);
    expect(replaced).toBeInstanceOf(Error);
    expect(String(replaced)).not.toContain(key);
  });

  it("handles causes that form a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(withoutKeys(error, [key])).toBe(error);
    expect(innermostMessage(error)).toBe("round");
  });
});

describe("innermostMessage", () => {
  it("is the message of the innermost cause", () => {
    const rejected = new Error("connect ECONNREFUSED 127.0.0.1:1");
    expect(innermostMessage(new TypeError("fetch failed", { cause: rejected }))).toBe(rejected.message);
    expect(innermostMessage(new AggregateError([rejected, new Error("other")]))).toBe(rejected.message);
    expect(innermostMessage(Object.assign(new Error(), { code: "ECONNRESET" }))).toBe("ECONNRESET");
    const openssl = Object.assign(new Error("40BD:error:wrong version number:tls.c:77:\n"), {
      code: "ERR_SSL_WRONG_VERSION_NUMBER",
      reason: "wrong version number",
    });
    expect(innermostMessage(openssl)).toBe("wrong version number");
    expect(innermostMessage(new TypeError("fetch failed", { cause: new Error() }))).toBe("fetch failed");
    expect(innermostMessage(new TypeError("fetch failed", { cause: "no route" }))).toBe("no route");
    expect(innermostMessage("just a string")).toBe("just a string");
    expect(innermostMessage(undefined)).toBe("undefined");
  });

  it("follows at most eight causes", () => {
    const chain = (depth: number): Error =>
      new Error(`${depth}`, depth < 20 ? { cause: chain(depth + 1) } : {});
    expect(innermostMessage(chain(0))).toBe("8");
  });
});
