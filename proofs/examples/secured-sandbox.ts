import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { listenOnLoopback } from "../kit/loopback.ts";
import { selfSigned } from "../network-faults/self-signed.ts";

/** A server behind TLS and a proxy. */
export interface SecuredSandbox extends AsyncDisposable {
  /** Its address, https. */
  readonly url: string;
  readonly proxyUrl: string;
  /** What the proxy was asked to connect to. */
  readonly connected: readonly string[];
}

/** Puts a certificate of a private authority in front of a server, and starts a proxy that knows CONNECT alone. */
export async function secure(upstream: string): Promise<SecuredSandbox> {
  const tls = createTlsServer(selfSigned, (socket) => join(socket, Number(new URL(upstream).port)));
  const connected: string[] = [];
  const proxy = createServer().on("connect", ({ url = "" }, socket: Socket) => {
    connected.push(url);
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    join(socket, Number(url.split(":")[1]));
  });
  const front = await listenOnLoopback(tls);
  const tunnel = await listenOnLoopback(proxy);
  return {
    url: `https://127.0.0.1:${front.port}`,
    proxyUrl: tunnel.url,
    connected,
    async [Symbol.asyncDispose]() {
      // Whoever holds a connection open must not be waited for.
      void front.close();
      void tunnel.close();
    },
  };
}

/** Joins a socket to a local port, both ways; either end takes the other with it. */
function join(socket: Socket, port: number): void {
  const other = connect(port, "127.0.0.1");
  socket.pipe(other).pipe(socket);
  for (const [one, two] of [
    [socket, other],
    [other, socket],
  ] as const) {
    one.on("error", () => two.destroy()).on("close", () => two.destroy());
  }
}
