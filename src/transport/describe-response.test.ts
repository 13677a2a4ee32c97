import { expect, test } from "vitest";
import { createNp6Client } from "../client/client.ts";
import { respond, startServer } from "./testing/server.ts";
import { describeResponse } from "./transport-response.ts";

const key = "0123456789/synthetic\u00e9key";
const of = (headers = {}) => ({
  where: "GET /x",
  response: new Response(null, { headers }),
  body: undefined,
  keys: [key] as const,
  signal: undefined,
});

test("a message names its request, with the request id if there is one", () => {
  expect(describeResponse(of(), "no luck")).toBe("GET /x: no luck");
  expect(describeResponse(of({ "x-request-id": "r-1" }), "no luck")).toBe("GET /x: no luck (request id r-1)");
});

test("an address that the server puts into its status or its request id is not shown", () => {
  expect(describeResponse(of({ "x-request-id": "mary@example.com" }), "400 not mary%40example.com")).toBe(
    "GET /x: 400 not ******************",
  );
});

test("the key is masked in every spelling, and a text that ends in a part of it is not shown", () => {
  expect(describeResponse(of({ "x-request-id": encodeURIComponent(key) }), `x ${key} y`)).toBe(
    "GET /x: x [redacted] y (request id [redacted])",
  );
  for (const cut of [key.slice(0, 6), encodeURIComponent(key).slice(0, -2), key.slice(0, -2)]) {
    expect(describeResponse(of(), `got ${cut}`)).toBe("GET /x: the response is not what was asked for");
  }
  for (const cut of [encodeURIComponent(key).slice(0, -1), key.slice(0, -1), key.slice(1)]) {
    expect(describeResponse(of(), `got ${cut}`)).toBe("GET /x: got [redacted]");
  }
  expect(describeResponse(of(), "got 01234")).toBe("GET /x: got 01234");
});

test("a response that is not an array is quoted without the key, even if the quotation cuts it", async () => {
  const told = async (body: string) => {
    const { url } = await startServer(respond(200, {}, body));
    const np6 = createNp6Client({ apiKey: async () => key, baseUrl: url });
    return np6.activations(156).then(String, (error: Error) => error.message);
  };
  expect(await told('{"message":"closed for maintenance"}')).toContain("closed for maintenance");
  for (let before = 150; before < 200; before += 5) {
    expect(await told(`{"echo":"${".".repeat(before)}${key}"}`), `${before}`).not.toContain(key.slice(0, 6));
  }
});
