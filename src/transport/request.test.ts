import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { normaliseBaseUrl, prepareGet, prepareRequest } from "./request.ts";

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
  ])("rejects %s without quoting it", (baseUrl) => {
    expect(() => normaliseBaseUrl(baseUrl)).toThrow(Np6ConfigError);
    expect(() => normaliseBaseUrl(baseUrl)).toThrow(/^`baseUrl` must be an https URL/);
    expect(() => normaliseBaseUrl(baseUrl)).not.toThrow(/hunter2/);
  });

  it("accepts unencrypted http beyond loopback only with the option", () => {
    expect(normaliseBaseUrl("http://api.example.com", true)).toBe("http://api.example.com");
    expect(() => normaliseBaseUrl("ftp://api.example.com", true)).toThrow(Np6ConfigError);
  });
});

describe("a prepared request", () => {
  it("has the path below the base, the query apart from it, and the whole address", () => {
    const url = "https://a.example/v2/notifications/1?start=2&sort=a+b#x";
    const request = new Request(url, { method: "POST", headers: { accept: "text/csv" }, body: "b" });
    expect(prepareRequest("https://a.example/v2", request)).toEqual({
      method: "POST",
      path: "/notifications/1",
      query: { start: "2", sort: "a b" },
      url,
      headers: request.headers,
      body: request.body,
      signal: request.signal,
    });
  });

  it.each([
    [{}, "https://a.example/v2/x"],
    [
      { start: "2026-01-01T00:00:00.000Z", sort: "asc" },
      "https://a.example/v2/x?start=2026-01-01T00%3A00%3A00.000Z&sort=asc",
    ],
  ])("for the query %j goes to %s", (query, url) => {
    const { signal } = new AbortController();
    const request = prepareGet("https://a.example/v2", "/x", query, signal);
    expect(request).toEqual({ method: "GET", path: "/x", query, url, signal });
    expect(request).toMatchObject({ query: prepareRequest("https://a.example/v2", new Request(url)).query });
  });

  it.each([
    "https://b.example/v2/x",
    "http://a.example/v2/x",
    "https://a.example:444/v2/x",
    "https://a.example/v22/x",
    "https://a.example/x",
    "https://a.example.b.example/v2/x",
  ])("is rejected for %s, because the key must not go there", (url) => {
    const prepare = () => prepareRequest("https://a.example/v2", new Request(url));
    expect(prepare).toThrow(Np6ConfigError);
    expect(prepare).toThrow(`The API key goes to https://a.example/v2 only, not to ${new URL(url).origin}.`);
  });
});
