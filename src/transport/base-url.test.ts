import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { normaliseBaseUrl, pathWithin } from "./base-url.ts";

describe("normaliseBaseUrl", () => {
  it("is the production server by default", () => {
    expect(normaliseBaseUrl()).toBe("https://api-cm.np6.com");
  });

  it.each([
    ["https://API.example.com", "https://api.example.com"],
    ["https://api.example.com:443/", "https://api.example.com"],
    ["https://api.example.com/v2//", "https://api.example.com/v2"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://127.1/", "http://127.0.0.1"],
    ["http://127.9.8.7:1", "http://127.9.8.7:1"],
    ["http://127.100.200.255", "http://127.100.200.255"],
    ["http://[::1]:3000/", "http://[::1]:3000"],
  ])("turns %s into %s", (baseUrl, normalised) => {
    expect(normaliseBaseUrl(baseUrl)).toBe(normalised);
  });

  it.each([
    "",
    "api.example.com",
    "/v2",
    "ftp://localhost/",
    "http://api.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://notlocalhost",
    "http://128.0.0.1",
    "https://someone:hunter2@api.example.com",
    "https://hunter2@api.example.com",
    "https://:hunter2@api.example.com",
    "https://api.example.com/?key=hunter2",
    "https://api.example.com/#hunter2",
  ])("refuses %s without quoting it", (baseUrl) => {
    expect(() => normaliseBaseUrl(baseUrl)).toThrow(Np6ConfigError);
    expect(() => normaliseBaseUrl(baseUrl)).toThrow(/^`baseUrl` must be a https address/);
    expect(() => normaliseBaseUrl(baseUrl)).not.toThrow(/hunter2/);
  });

  it("takes unencrypted http from elsewhere only when told to", () => {
    expect(normaliseBaseUrl("http://api.example.com", true)).toBe("http://api.example.com");
    expect(() => normaliseBaseUrl("ftp://api.example.com", true)).toThrow(Np6ConfigError);
  });
});

describe("pathWithin", () => {
  it("is the path below the base, without query and fragment", () => {
    expect(pathWithin("https://a.example/v2", "https://a.example/v2/notifications/1?start=2#x")).toBe(
      "/notifications/1",
    );
  });

  it.each([
    "https://b.example/v2/x",
    "http://a.example/v2/x",
    "https://a.example:444/v2/x",
    "https://a.example/v22/x",
    "https://a.example/x",
    "https://a.example.b.example/v2/x",
  ])("refuses %s, where the key has no business", (url) => {
    expect(() => pathWithin("https://a.example/v2", url)).toThrow(Np6ConfigError);
    const { origin } = new URL(url);
    expect(() => pathWithin("https://a.example/v2", url)).toThrow(
      `The API key goes to https://a.example/v2 only, not to ${origin}.`,
    );
  });
});
