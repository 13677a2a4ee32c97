import type { ClientRequest, HeldEvent } from "./adversary.ts";

/** The list as a well server writes it. */
export function listOf(events: readonly HeldEvent[]): string {
  return `[${events.map(({ text }) => text).join()}]`;
}

/** A head of HTTP with these lines. The connection is not used again, so no row leaves traces in the next request. */
export function responseHead(status: number | string, ...lines: readonly string[]): string {
  return [`HTTP/1.1 ${status}`, "content-type: application/json", "connection: close", ...lines, "", ""].join(
    "\r\n",
  );
}

/** A chunk of the chunked transfer coding. */
export function chunk(data: string | Uint8Array): Buffer {
  const bytes = Buffer.from(data);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

/** A response with a body, which its `content-length` fits. */
export function whole(status: number | string, body: string | Uint8Array, ...lines: readonly string[]) {
  return ({ socket }: ClientRequest): void => {
    const bytes = Buffer.from(body);
    socket.write(responseHead(status, `content-length: ${bytes.length}`, ...lines));
    socket.end(bytes);
  };
}

/** The right response. */
export function well(request: ClientRequest): void {
  whole(200, listOf(request.events))(request);
}

/** A text in place of the list, made of it. */
export function text(edit: (list: string, events: readonly HeldEvent[]) => string | Uint8Array) {
  return (request: ClientRequest): void => whole(200, edit(listOf(request.events), request.events))(request);
}

/** Writes pieces at the pace of the reader, until there are none or the connection is gone. */
export function pour(
  { socket }: ClientRequest,
  first: string,
  pieces: Iterable<string | Uint8Array>,
  last = "",
): void {
  socket.write(first);
  const iterator = pieces[Symbol.iterator]();
  const more = (): void => {
    while (!socket.destroyed) {
      const { done, value } = iterator.next();
      if (done) {
        socket.end(last);
        return;
      }
      if (!socket.write(value)) {
        socket.once("drain", more);
        return;
      }
    }
  };
  more();
}
