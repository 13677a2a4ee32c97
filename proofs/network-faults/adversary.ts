import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { eventTemplates } from "../../generated/event-templates.js";
import { createEventForm, uuidOf } from "../../src/sandbox/event-form.ts";
import { listenOnLoopback } from "../kit/loopback.ts";
import { selfSigned } from "./self-signed.ts";

/** An event that the adversary has. */
export interface HeldEvent {
  readonly id: string;
  /** In milliseconds since 1970 UTC. */
  readonly timestamp: number;
  readonly text: string;
}

/** A request that came, on a bare socket: HTTP's own rules can be broken at will. */
export interface ClientRequest {
  readonly socket: Socket;
  /** From 1. */
  readonly number: number;
  /** The events that were asked for. */
  readonly events: readonly HeldEvent[];
  /** Sends a signal to the process that asks. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Breaks the database of the sync that asks, if the row has that happen halfway; at its first call alone. */
  readonly strike: () => Promise<void>;
}

/** A server on loopback that does as it likes. */
export interface Adversary {
  readonly url: string;
  /** Requests so far. */
  readonly requests: () => number;
  close(): void;
}

const printEvent = createEventForm(eventTemplates.activations.usual[0], 156, 0);
/** When the first event was published: well before any lag and overlap. */
export const firstTimestamp: number = Date.UTC(2026, 0, 31, 12);

/** All events there are, in the order of their timestamps; every fifth shares one with the event before it. */
export const heldEvents: readonly HeldEvent[] = Array.from({ length: 100 }, (_, send) => {
  const timestamp = firstTimestamp + (send % 5 === 4 ? send - 1 : send) * 1_234;
  const stampTime = timestamp - 5_000;
  const text = printEvent({ idStream: 1, stampStream: 2, send, timestamp, stampTime, contact: send });
  return { id: uuidOf(1, send, send % 4 === 3 ? 5 : 4), timestamp, text };
});

/** Starts a server that gives every request to `answer`. */
export async function startAdversary(
  respond: (request: Omit<ClientRequest, "signal" | "strike">) => void,
  tls = false,
): Promise<Adversary> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const connected = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    let head = "";
    socket.setEncoding("latin1").on("data", (text) => {
      head += text;
      // What is no HTTP, such as a TLS handshake, is answered at once.
      if (head.startsWith("GET ") && !head.includes("\r\n\r\n")) return;
      const path = head.slice(head.indexOf(" ") + 1, head.indexOf(" HTTP/"));
      head = "";
      respond({ socket, number: ++requests, events: eventsWithin(path) });
    });
  };
  const server = tls ? createTlsServer(selfSigned, connected) : createServer(connected);
  server.on("tlsClientError", () => {});
  const { port, close } = await listenOnLoopback(server);
  return {
    url: `http${tls ? "s" : ""}://127.0.0.1:${port}`,
    requests: () => requests,
    close() {
      void close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function eventsWithin(path: string): readonly HeldEvent[] {
  const { searchParams } = new URL(path, "http://127.0.0.1");
  const bound = (name: string, otherwise: number): number =>
    Date.parse(searchParams.get(name) ?? "") || otherwise;
  const start = bound("start", 0);
  const end = bound("end", Number.POSITIVE_INFINITY);
  return heldEvents.filter(({ timestamp }) => timestamp >= start && timestamp < end);
}
