import type { ServerResponse } from "node:http";
import type { SandboxRequest } from "../../../src/sandbox/parse-event-request.ts";
import { type Reply, replyWithEvents } from "../../../src/sandbox/reply.ts";
import type { Stages } from "../variant.ts";

/** Changes the JSON text of a response that holds events. */
export function body(change: (text: string) => string | Uint8Array): Stages {
  return {
    respond: (events) => respondWith(change(`[${[...events].join(",")}]`)),
  };
}

/** Changes the head of a response that holds events; its body stays. */
export function replyHead(status: number, headers: Readonly<Record<string, string>> = {}): Stages {
  return {
    respond(events, request, settings) {
      const reply = replyWithEvents(events, request, settings);
      return { ...reply, status, headers: { ...reply.headers, ...headers } };
    },
  };
}

/** Answers with a fixed status and text whatever was found. */
export function always(status: number, headers: Readonly<Record<string, string>>, text: string): Stages {
  return { respond: () => replyWith(status, headers, text) };
}

/** Changes every error response. */
export function errorResponses(change: (reply: Reply, request: SandboxRequest) => Reply): Stages {
  return { finish: (reply, request) => (reply.status >= 400 ? change(reply, request) : reply) };
}

/** Changes every success. */
export function successes(change: (reply: Reply, request: SandboxRequest) => Reply): Stages {
  return { finish: (reply, request) => (reply.status < 300 ? change(reply, request) : reply) };
}

/** Writes every success to the socket itself, past node:http and its care for framing. */
export function raw(write: (text: string, response: ServerResponse) => void): Stages {
  return {
    async finish(reply, request, response) {
      if (reply.status >= 300 || request.method !== "GET") return reply;
      const chunks: Uint8Array[] = [];
      for await (const chunk of reply.body) chunks.push(chunk);
      write(Buffer.concat(chunks).toString("utf8"), response);
      return undefined;
    },
  };
}

/** A response with a text. */
export function replyWith(status: number, headers: Readonly<Record<string, string>>, text: string): Reply {
  return { status, headers, body: text === "" ? [] : [Buffer.from(text)] };
}

function respondWith(content: string | Uint8Array): Reply {
  const headers = { "Content-Type": "application/json" };
  return { status: 200, headers, body: [Buffer.from(content as Uint8Array)] };
}
