import { describe, expect, it } from "vitest";
import { maskKeys } from "./key.ts";

const key = 'k"e/y\\1é';

describe("maskKeys", () => {
  it.each([
    ["as it is", key],
    ["in another letter case", key.toUpperCase()],
    ["in a URL", encodeURIComponent(key)],
    ["in a URL, in lower case", encodeURIComponent(key).toLowerCase()],
    ["in a URL, every character", "%6B%22%65%2F%79%5C%31%C3%A9"],
    ["in JSON", JSON.stringify(key).slice(1, -1)],
    ["in JSON, as PHP writes a slash", JSON.stringify(key).slice(1, -1).replace("/", "\\/")],
    ["in JSON, as .NET writes it", "k\\u0022e\\u002Fy\\\\1\\u00E9"],
    ["in JSON, in a string that quotes JSON", JSON.stringify(JSON.stringify(key)).slice(3, -3)],
    ["in HTML, as .NET writes it", "k&#x22;e&#x2F;y&#x5C;1&#xE9;"],
  ])("finds a key %s", (_how, spelled) => {
    expect(maskKeys(`<${spelled}> ${spelled}`, [key])).toBe("<[redacted]> [redacted]");
  });

  it("finds each of several keys", () => {
    expect(maskKeys("xyzw abcd", ["abcd", "xyzw"])).toBe("[redacted] [redacted]");
  });

  it("leaves a text unchanged if no key is known or the key is only a placeholder", () => {
    expect(maskKeys("text", [])).toBe("text");
    expect(maskKeys("text", [""])).toBe("text");
    expect(maskKeys("text", ["tex"])).toBe("text");
    expect(maskKeys("text", ["text"])).toBe("[redacted]");
  });
});
