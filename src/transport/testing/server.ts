import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { onTestFinished } from "vitest";
import { serve } from "../../../proofs/kit/loopback.ts";

/** A server on loopback that lives as long as the test. */
export interface TestServer {
  readonly url: string;
  /** Every request received, in order. */
  readonly requests: IncomingMessage[];
  /** Resolves with the request with this index, when it has come. */
  received(index: number): Promise<IncomingMessage>;
  /** Resolves when the client has closed the connection of the request with this index. */
  closed(index: number): Promise<void>;
}

/** Starts a server; `responses` are given in turn, the last one again and again. */
export async function startServer(...responses: RequestListener[]): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  let arrived = (): void => {};
  const { url, close } = await serve((request, response) => {
    requests.push(request);
    arrived();
    const listener = responses[Math.min(requests.length, responses.length) - 1];
    listener?.(request, response);
  });
  onTestFinished(close);
  const received = async (index: number): Promise<IncomingMessage> => {
    for (;;) {
      const request = requests[index];
      if (request) return request;
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
  };
  return {
    url,
    requests,
    received,
    async closed(index) {
      const { socket } = await received(index);
      if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
    },
  };
}

/** Responds with a status, headers and a body. */
export function respond(status: number, headers: Record<string, string> = {}, body = ""): RequestListener {
  return (_request, response) => response.writeHead(status, headers).end(body);
}

/** Responds 200 with these chunks, and leaves the rest to `then`. */
export function begin(
  chunks: string[],
  then: (response: ServerResponse) => void = () => {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    for (const chunk of chunks) response.write(chunk);
    then(response);
  };
}

/** Closes the connection without a word. */
export const hangUp: RequestListener = (request) => {
  const socket: Socket = request.socket;
  socket.destroy();
};

/** Never answers. */
export const silence: RequestListener = () => {};
