import type { Socket } from "node:net";
import { raw, successes } from "../parts/reply.ts";
import { when } from "../parts/requests.ts";
import type { Variation } from "../variant.ts";

const rfc9110 = "RFC 9110";
const rfc9112 = "RFC 9112";

/** Connections, heads and methods. */
export const connectionVariations: readonly Variation[] = [
  {
    id: "with-length",
    title: "says the length of each body",
    allowed: `${rfc9112}, section 6.2`,
    stages: () =>
      raw((json, response) => {
        response.writeHead(200, {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(json),
        });
        response.end(json);
      }),
  },
  {
    id: "ends-with-connection",
    title: "ends each body with its connection",
    allowed: `${rfc9112}, section 6.3`,
    stages: () =>
      raw((json, response) => {
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${json}`,
        );
      }),
  },
  {
    id: "http-1-0",
    title: "speaks HTTP/1.0",
    allowed: `${rfc9112}, section 2.3`,
    stages: () =>
      raw((json, response) => {
        response.socket?.end(`HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${json}`);
      }),
  },
  {
    id: "closes-idle-connections",
    title: "closes each connection after its response without saying so",
    allowed: `${rfc9112}, section 9.5`,
    stages: () => ({
      finish: (reply, _request, response) => {
        response.once("finish", () => response.socket?.end());
        return reply;
      },
    }),
  },
  {
    id: "resets-used-connections",
    title: "has closed every third connection when it is used again",
    allowed: `${rfc9112}, section 9.5`,
    stages: () => {
      const used = new WeakSet<Socket>();
      let requests = 0;
      return {
        finish: (reply, _request, { req: { socket } }) => {
          if (used.has(socket) && ++requests % 3 === 0) {
            socket.resetAndDestroy();
            return undefined;
          }
          used.add(socket);
          return reply;
        },
      };
    },
  },
  {
    id: "trailers-and-extensions",
    title: "uses chunk extensions and trailers",
    allowed: `${rfc9112}, section 7.1`,
    stages: () =>
      raw((json, response) => {
        const size = Buffer.byteLength(json).toString(16);
        response.socket?.end(
          `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nTrailer: X-Count\r\n\r\n${size};a=b\r\n${json}\r\n0\r\nX-Count: 1\r\n\r\n`,
        );
      }),
  },
  {
    id: "early-hints",
    title: "sends 103 before its response",
    allowed: "RFC 8297",
    stages: () => ({
      finish: (reply, _request, response) => {
        response.writeEarlyHints({ link: "</style.css>; rel=preload" });
        return reply;
      },
    }),
  },
  {
    id: "more-headers",
    title: "sends headers that nobody asked for, and no request id",
    allowed: "the contract requires no header",
    stages: () => ({
      finish: (reply, _request, response) => {
        response.removeHeader("x-request-id");
        response.setHeader("Set-Cookie", ["a=1", "b=2"]);
        return {
          ...reply,
          headers: {
            ...reply.headers,
            ETag: '"1"',
            "Cache-Control": "private",
            Vary: "*",
            Link: "<https://example.com/>; rel=help",
          },
        };
      },
    }),
  },
  {
    id: "head-not-implemented",
    title: "does not know HEAD and POST",
    allowed: `${rfc9110}, section 15.6.2`,
    stages: () =>
      when(({ method }) => method !== "GET", { finish: (reply) => ({ ...reply, status: 501, body: [] }) }),
  },
  {
    id: "head-refused",
    title: "rejects HEAD",
    allowed: "a rejected HEAD is no violation",
    stages: () =>
      when(({ method }) => method === "HEAD", {
        finish: () => ({ status: 405, headers: { Allow: "GET" }, body: [] }),
      }),
  },
  {
    id: "head-without-length",
    title: "responds to HEAD with the length of the body that it does not send",
    allowed: `${rfc9110}, section 9.3.2`,
    stages: () =>
      when(
        ({ method }) => method === "HEAD",
        successes((reply) => ({ ...reply, headers: { ...reply.headers, "Content-Length": "131072" } })),
      ),
  },
  {
    id: "behind-a-path",
    title: "is served below a path",
    allowed: "where the API is, the settings say",
    basePath: "/api/v2",
  },
];
