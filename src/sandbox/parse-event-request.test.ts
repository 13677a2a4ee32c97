import { describe, expect, test } from "vitest";
import { eventsPath, keyHeader, keyHeaders } from "../shared/testing/event-request.ts";
import { resolveOptions } from "./options.ts";
import { holdsKey, type ParameterType, whatIsExpected } from "./parse-event-request.ts";
import { startSandbox } from "./start-sandbox.ts";
import { askRaw, askSandbox } from "./testing/ask.ts";

const path = eventsPath("activations");

describe("an error response", () => {
  const rejected: [number, string, string, string][] = [
    [401, "an empty key", path, "GET"],
    [404, "an unknown path", `${path}-of-no-kind`, "GET"],
    [404, "a slash at the end", `${path}/`, "GET"],
    [404, "the root", "/", "GET"],
    [404, "a segment too many", eventsPath("activations", "156/7"), "GET"],
    [404, "no id", eventsPath("activations", ""), "GET"],
    [404, "a notification that does not exist", eventsPath("activations", 2147483647), "GET"],
    [405, "another method", path, "POST"],
    [405, "another method", path, "DELETE"],
    [400, "an id that is no number", eventsPath("activations", "000PE4"), "GET"],
    [400, "a negative id", eventsPath("activations", "-1"), "GET"],
    [400, "an id beyond int32", eventsPath("activations", 2147483648), "GET"],
    [400, "a fraction as id", eventsPath("activations", "1.5"), "GET"],
    [400, "a malformed start", `${path}?start=yesterday`, "GET"],
    [400, "an empty start", `${path}?start=`, "GET"],
    [400, "a malformed end", `${path}?end=2026-02-30T00:00:00Z`, "GET"],
    [400, "an unescaped plus", `${path}?end=2026-01-01T00:00:00+00:00`, "GET"],
    [400, "an unknown sort", `${path}?sort=ascending`, "GET"],
    [400, "a sort in capitals", `${path}?sort=ASC`, "GET"],
    [400, "a repeated start", `${path}?start=1&start=1`, "GET"],
    [400, "a repeated end", `${path}?end=1&end=1`, "GET"],
    [400, "a repeated sort", `${path}?sort=asc&sort=asc`, "GET"],
  ];
  test.each(rejected)(
    "is %i for %s, with a request id and no body: %s %s",
    async (status, what, target, method) => {
      await using sandbox = await startSandbox({ events: 3 });
      const headers: Record<string, string> = what === "an empty key" ? keyHeaders("") : {};
      const response = await askSandbox(sandbox, target, { method, headers });
      expect(response.status).toBe(status);
      expect(await response.text()).toBe("");
      expect(response.headers.get("content-length")).toBe("0");
      expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(response.headers.get("allow")).toBe(status === 405 ? "GET, HEAD" : null);
    },
  );

  test("can have a JSON body, which never repeats what was sent", async () => {
    await using sandbox = await startSandbox({ events: 3, behaviour: { errorBody: "json" } });
    for (const search of ["?sort=secret", "?start=secret", "?end=secret", "?sort=secret&sort=secret"]) {
      const response = await askSandbox(sandbox, path + search);
      const text = await response.text();
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(JSON.parse(text)).toEqual({ message: expect.any(String) });
      expect(text).not.toContain("secret");
    }
  });

  test("to a date without a zone, and to an unknown notification, depends on options", async () => {
    const behaviour = { zonelessDates: "refuse", unknownNotification: "empty" } as const;
    await using sandbox = await startSandbox({ events: 3, behaviour });
    expect((await askSandbox(sandbox, `${path}?start=2026-01-01T00:00:00`)).status).toBe(400);
    const unknown = await askSandbox(sandbox, eventsPath("activations", 99));
    expect([unknown.status, await unknown.text()]).toEqual([200, "[]"]);
  });

  test("to a number, and to an inverted window, depends on options", async () => {
    await using rejecting = await startSandbox({
      events: 3,
      behaviour: { numericDates: "refuse", invertedWindow: "refuse" },
    });
    const inverted = `${path}?start=2026-01-02T00:00:00Z&end=2026-01-01T00:00:00Z`;
    expect((await askSandbox(rejecting, `${path}?start=1767225600000`)).status).toBe(400);
    expect((await askSandbox(rejecting, inverted)).status).toBe(400);
    await using usual = await startSandbox({ events: 3 });
    expect(await (await askSandbox(usual, inverted)).text()).toBe("[]");
  });

  test("of a number may count seconds", async () => {
    const from = Date.UTC(2026, 0, 1);
    const options = { events: 3, from, to: from + 86_400_000 } as const;
    await using sandbox = await startSandbox({ ...options, behaviour: { numericDates: "seconds" } });
    const within = await askSandbox(sandbox, `${path}?start=${from / 1000}&end=${from / 1000 + 86_400}`);
    expect(await within.json()).toHaveLength(3);
    expect(await (await askSandbox(sandbox, `${path}?start=${from}`)).text()).toBe("[]");
  });
});

describe("the key", () => {
  test("is taken from a header whose name is in any letter case", async () => {
    await using sandbox = await startSandbox({ events: 3, key: "Some-Key" });
    const [[name = "", value = ""] = []] = Object.entries(keyHeaders("Some-Key"));
    for (const spelled of [name, name.toLowerCase(), name.toUpperCase()]) {
      expect((await askRaw(sandbox, { [spelled]: value })).status).toBe(200);
    }
  });

  test("is missing without the header, also when it is in the query", async () => {
    await using sandbox = await startSandbox({ behaviour: { wrongKeyStatus: 403 } });
    for (const search of ["", `?${keyHeader}=${sandbox.key}`, `?key=${sandbox.key}&X-Key=${sandbox.key}`]) {
      expect((await fetch(sandbox.url + path + search)).status).toBe(401);
    }
  });

  test("is wrong when anything about its value differs, with the status that the options say", async () => {
    await using sandbox = await startSandbox({ key: "Some-Key" });
    await using forbidding = await startSandbox({ key: "Some-Key", behaviour: { wrongKeyStatus: 403 } });
    for (const key of ["some-key", "Some-Key-", "Some-Ke", "Bearer Some-Key", "Some-Key, Some-Key"]) {
      expect((await askRaw(sandbox, keyHeaders(key))).status).toBe(401);
      expect((await askRaw(forbidding, keyHeaders(key))).status).toBe(403);
    }
  });

  test("is in no response", async () => {
    const key = "never-shown-again";
    await using sandbox = await startSandbox({ events: 3, key, behaviour: { errorBody: "json" } });
    for (const target of [path, `/${key}`, eventsPath("activations", key), `${path}?start=${key}`]) {
      for (const headers of [keyHeaders(key), keyHeaders(`${key}-not`)]) {
        const response = await fetch(sandbox.url + target, { headers });
        expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain(key);
      }
    }
  });
});

test.each([
  ["Bearer some-key", true],
  ["bearer some-key", true],
  ["some-key", false],
  ["Bearer Some-Key", false],
  ["Basic some-key", false],
])("behind the name of a scheme, %s is the key: %s", (header, expected) => {
  expect(holdsKey(header, "some-key", "Bearer ")).toBe(expected);
});

describe("a parameter of the contract takes", () => {
  const limit = { kind: "integer", minimum: 1, maximum: 1_000 };
  const instant = { kind: "instant" };
  const cases: [string, ParameterType, string | undefined][] = [
    ["1", limit, undefined],
    ["1000", limit, undefined],
    ["0", limit, "an integer from 1 to 1000"],
    ["1001", limit, "an integer from 1 to 1000"],
    ["1.5", limit, "an integer from 1 to 1000"],
    ["", limit, "an integer from 1 to 1000"],
    ["0x10", limit, "an integer from 1 to 1000"],
    ["-1.5e3", { kind: "number" }, undefined],
    ["Infinity", { kind: "number", minimum: 0, maximum: 1 }, "a number from 0 to 1"],
    ["true", { kind: "boolean" }, undefined],
    ["1", { kind: "boolean" }, "one of true, false"],
    ["2", { kind: "choice", values: [1, 2] }, undefined],
    ["up", { kind: "choice", values: ["asc", "desc"] }, "one of asc, desc"],
    ["any thing", { kind: "text" }, undefined],
    ["2026-01-01T00:00:00Z", instant, undefined],
    ["yesterday", instant, "an ISO 8601 date and time with a zone, or a number of milliseconds"],
  ];
  test.each(cases)("%j, asked for %j: %s is expected", (text, type, expected) => {
    expect(whatIsExpected(text, type, resolveOptions({}))).toBe(expected);
  });
});
