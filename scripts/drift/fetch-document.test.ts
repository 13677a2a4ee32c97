import type { RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { serve } from "../../proofs/kit/loopback.ts";
import { UsageError } from "../../src/shared/usage-error.ts";
import { fetchDocument } from "./sources.ts";

const limits = { timeout: 5_000, size: 1_000 };

async function urlOf(listener: RequestListener): Promise<string> {
  const { url, close } = await serve(listener);
  onTestFinished(close);
  return url;
}

async function rejection(address: string, some: Partial<typeof limits> = {}): Promise<string> {
  const error = await fetchDocument(new URL(address), { ...limits, ...some }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as Error).message;
}

test("a document is read from this machine, compressed and redirected, and without any key", async () => {
  vi.stubEnv("NP6_API_KEY", "secret-key");
  const headers: unknown[] = [];
  const url = await urlOf((request, response) => {
    headers.push(request.headers);
    if (request.url === "/old") response.writeHead(302, { location: "/new" }).end();
    else response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("openapi: 3.1.0 # é"));
  });
  expect(await fetchDocument(new URL(`${url}/old`), limits)).toBe("openapi: 3.1.0 # é");
  expect(headers).toHaveLength(2);
  expect(JSON.stringify(headers)).not.toContain("secret-key");
});

describe("an address is rejected", () => {
  test.each([
    "http://example.com/openapi.json",
    "ftp://example.com/x",
    "file:///etc/hostname",
    "http://127.0.0.1.example.com/",
  ])("%s, which is neither https nor on this machine", async (address) =>
    expect(await rejection(address)).toMatch(/must be https/),
  );

  test("when it contains a password, which the message does not repeat", async () => {
    const words = await rejection("https://user:hunter2@example.com/openapi.json");
    expect(words).toMatch(/user or password/);
    expect(words).not.toContain("hunter2");
  });

  test.each(["http://example.com/openapi.json", "file:///etc/hostname", "data:text/plain,openapi"])(
    "when it redirects to %s",
    async (location) => {
      const url = await urlOf((_, response) => response.writeHead(302, { location }).end());
      expect(await rejection(url)).toMatch(/must be https/);
    },
  );

  test("when it redirects in a circle", async () => {
    const url = await urlOf((_, response) => response.writeHead(302, { location: "/again" }).end());
    expect(await rejection(url)).toMatch(/redirects more than 5 times/);
  });

  test("when it responds with an error, and the message does not repeat its query", async () => {
    const url = await urlOf((_, response) => response.writeHead(404).end("no"));
    expect(await rejection(`${url}/openapi.json?token=hunter2`)).toBe(
      `${url}/openapi.json responds with 404. Is the address right?`,
    );
  });

  test("when nobody listens", async () => {
    const { url, close } = await serve(() => undefined);
    await close();
    expect(await rejection(url)).toMatch(/cannot be reached: ECONNREFUSED/);
  });

  test("when the response is too large, also compressed", async () => {
    const url = await urlOf((request, response) => {
      if (request.url === "/gzip")
        response.setHeader("content-encoding", "gzip").end(gzipSync("x".repeat(1e6)));
      else response.end("x".repeat(1e6));
    });
    expect(await rejection(url)).toMatch(/larger than/);
    expect(await rejection(`${url}/gzip`)).toMatch(/larger than/);
  });

  test("when the response is late, or stalls", async () => {
    const url = await urlOf((request, response) => {
      if (request.url === "/half") response.write("openapi:");
    });
    expect(await rejection(url, { timeout: 50 })).toMatch(/longer than 0.05 s/);
    expect(await rejection(`${url}/half`, { timeout: 200 })).toMatch(/longer than 0.2 s/);
  });

  test("when the response breaks off", async () => {
    const url = await urlOf((_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("openapi:", () => response.destroy());
    });
    expect(await rejection(url)).toMatch(/cannot be reached/);
  });
});
