import { expect, test } from "vitest";
import { readGuide, tokensOf } from "../test/guides.ts";
import { absoluteLinks, withAddresses } from "./publish-metadata.ts";

const repository = "https://example.com/someone/np6";

test("a release gives the manifest the addresses of its repository", () => {
  expect(withAddresses({ name: "np6" }, repository)).toEqual({
    name: "np6",
    repository: { type: "git", url: "git+https://example.com/someone/np6.git" },
    homepage: "https://example.com/someone/np6#readme",
    bugs: { url: "https://example.com/someone/np6/issues" },
  });
});

test("a release makes relative links and images absolute, and keeps other links", () => {
  const text = "[a](docs/a.md#b) ![c](docs/c.png) [d](https://example.org) [e](#f)";
  expect(absoluteLinks(text, repository, "v1")).toBe(
    `[a](${repository}/blob/v1/docs/a.md#b) ![c](${repository}/raw/v1/docs/c.png) [d](https://example.org) [e](#f)`,
  );
});

test("a release leaves no relative link in the README", () => {
  const links = tokensOf(absoluteLinks(readGuide("README.md"), repository, "v1")).flatMap((token) =>
    token.type === "link" || token.type === "image" ? [token.href] : [],
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !/^(?:https:|#)/.test(link))).toEqual([]);
});
