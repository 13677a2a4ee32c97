import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { credentials } from "./credentials.ts";

const unfit = [
  ["missing", undefined],
  ["empty", ""],
  ["blank", " \t"],
  ["followed by a line break", "secret-key\n"],
  ["with a space before it", " secret-key"],
  ["broken by a line break", "secret\r\nkey"],
  ["with a control character", "secret\0key"],
  ["outside latin-1", "secret-kéy-✓"],
] as const;

describe("credentials", () => {
  it.each(unfit)("rejects a key that is %s, without showing it", (_what, key) => {
    expect(() => credentials(key)).toThrow(Np6ConfigError);
    expect(() => credentials(key)).toThrow(/NP6_API_KEY/);
    expect(() => credentials(key)).not.toThrow(/secret/);
  });

  it.each(unfit)("rejects a function's key that is %s, without showing it", async (_what, key) => {
    const error = await credentials(() => key as string)().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(inspect(error)).not.toContain("secret");
  });

  it("rejects a key that is not a string", () => {
    expect(() => credentials(42 as unknown as string)).toThrow(Np6ConfigError);
  });

  it("accepts latin-1 and inner spaces", async () => {
    expect(await credentials("clé secrète ÿ")()).toEqual(["clé secrète ÿ"]);
  });

  it("asks a function every time and waits for it", async () => {
    let calls = 0;
    const keys = credentials(async () => `key-${++calls}`);
    expect([(await keys())[0], (await keys())[0]]).toEqual(["key-1", "key-2"]);
  });

  it("remembers the latest seven keys before the current one, each once", async () => {
    const rotation = ["a", "b", "b", "a", "c", "d", "e", "f", "g", "h", "i"];
    const keys = credentials(() => rotation.shift() ?? "");
    expect([await keys(), await keys(), await keys(), await keys()]).toEqual([
      ["a"],
      ["b", "a"],
      ["b", "a"],
      ["a", "b"],
    ]);
    while (rotation.length > 2) await keys();
    expect(await keys()).toEqual(["h", "g", "f", "e", "d", "c", "a", "b"]);
    expect(await keys()).toEqual(["i", "h", "g", "f", "e", "d", "c", "a"]);
  });

  it("passes on what a function throws", async () => {
    const outage = new Error("vault sealed");
    await expect(credentials(() => Promise.reject(outage))()).rejects.toBe(outage);
  });
});
