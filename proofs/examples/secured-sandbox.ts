import { createServer } from "node:http";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
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
  const servers = [tls, proxy];
  const [tlsPort, proxyPort] = await Promise.all(servers.map(listen));
  return {
    url: `https://127.0.0.1:${tlsPort}`,
    proxyUrl: `http://127.0.0.1:${proxyPort}`,
    connected,
    async [Symbol.asyncDispose]() {
      for (const server of servers) server.close();
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

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
