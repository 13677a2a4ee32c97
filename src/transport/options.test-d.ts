import { ProxyAgent, fetch as undiciFetch } from "undici";
import { expectTypeOf, test } from "vitest";
import type { Fetch, FetchResponse } from "./options.ts";

test("the global fetch, undici's and functions around them need no cast", () => {
  const dispatcher = new ProxyAgent("http://proxy.example");
  expectTypeOf(fetch).toExtend<Fetch>();
  expectTypeOf(undiciFetch).toExtend<Fetch>();
  const around: Fetch[] = [
    (url, init) => fetch(new Request(url, init)),
    (url, init) => undiciFetch(url, { ...init, dispatcher }),
    async (_url: string | URL | Request, _init?: RequestInit) => new Response("[]"),
  ];
  expectTypeOf(around).items.toEqualTypeOf<Fetch>();
});

test("one whose bodies are no web streams is rejected", () => {
  type NodeFetchResponse = Omit<FetchResponse, "body"> & { readonly body: NodeJS.ReadableStream | null };
  expectTypeOf<() => Promise<NodeFetchResponse>>().not.toExtend<Fetch>();
});
