import { expect, test } from "vitest";
import { createNp6Client } from "./client.ts";
import { sentKeys } from "./sent-keys.ts";
import { answer, startServer } from "./transport/testing/server.ts";

const key = "0123456789/synthetic\u00e9key";

test("a text is shown unless a key begins in it, however the key is spelled", () => {
  const { mayShow } = sentKeys(key);
  expect(mayShow("Expected a JSON array, got 012345")).toBe(false);
  expect(mayShow(`x${key}`)).toBe(false);
  expect(mayShow(encodeURIComponent(key))).toBe(false);
  expect(mayShow("Expected a JSON array, got 01234")).toBe(true);
  expect(sentKeys(undefined).mayShow("anything")).toBe(true);
});

test("a key that a function gives is passed on and known from then on, and so are its successors", async () => {
  const rotating = ["first-synthetic", "second-synthetic"];
  const { apiKey, mayShow } = sentKeys(async () => rotating.shift() ?? "");
  expect(mayShow("first-synthetic second-synthetic")).toBe(true);
  const next = apiKey as () => Promise<string>;
  expect([await next(), await next()]).toEqual(["first-synthetic", "second-synthetic"]);
  expect([mayShow("first-synthetic"), mayShow("second-synthetic")]).toEqual([false, false]);
});

test("an answer that is no array is quoted, but not a key in it, even where the quotation cuts it", async () => {
  const told = async (body: string) => {
    const { url } = await startServer(answer(200, {}, body));
    const np6 = createNp6Client({ apiKey: async () => key, baseUrl: url });
    return np6.activations(156).then(String, (error: Error) => error.message);
  };
  expect(await told('{"message":"closed for maintenance"}')).toContain("closed for maintenance");
  for (let before = 150; before < 200; before += 5) {
    expect(await told(`{"echo":"${".".repeat(before)}${key}"}`), `${before}`).not.toContain(key.slice(0, 6));
  }
});
