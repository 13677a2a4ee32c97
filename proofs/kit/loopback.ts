import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Server } from "node:net";

/** A server on loopback, at a port of its own. */
export interface LoopbackServer extends AsyncDisposable {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Closes its connections, too. */
  close(): Promise<void>;
}

/** Starts a server that speaks HTTP. */
export function serve(listener: RequestListener): Promise<LoopbackServer> {
  return listenOnLoopback(createServer(listener));
}

/** Starts a server of any kind. Connections that are not HTTP's end by themselves, or by whoever opened them. */
export async function listenOnLoopback(server: Server): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    if ("closeAllConnections" in server) (server.closeAllConnections as () => void)();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, port, close, [Symbol.asyncDispose]: close };
}
