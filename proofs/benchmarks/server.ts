import { createServer } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { generateEvents } from "../../src/sandbox/generate-events.ts";
import { listenOnLoopback } from "../kit/loopback.ts";

/**
 * The server of all measurements, in a process of its own so that it takes no time of who is measured. It serves the
 * sandbox's events below `/count/<events>`, `/bytes/<size>` and `/gzip/<events>`, with the paths of the API behind that,
 * chunked, in pieces that end anywhere. The address goes to the parent process.
 */
const pieceBytes = 64 * 1024;
const blockEvents = 4_000;

const history = {
  seed: 1,
  notificationId: 156,
  count: blockEvents,
  from: Date.UTC(2026, 0, 1),
  to: Date.UTC(2026, 0, 8),
};
const generated = generateEvents("activations", history);
const texts = Array.from({ length: blockEvents }, (_, send) => generated.textAt(send));
/** Long lists repeat it: to generate each event would take longer than to read it. */
const block = Buffer.from(`${texts.join()},`);

function* pieces(count: number): Generator<Buffer> {
  yield Buffer.from("[");
  for (let left = count; left > 0; left -= blockEvents) {
    const part = left > blockEvents ? block : Buffer.from(texts.slice(0, left).join());
    for (let at = 0; at < part.length; at += pieceBytes) yield part.subarray(at, at + pieceBytes);
  }
  yield Buffer.from("]");
}

const gzipped = new Map<number, Buffer>();
function gzip(count: number): Buffer {
  const known = gzipped.get(count);
  const body = known ?? gzipSync(Buffer.concat([...pieces(count)]), { level: 1 });
  gzipped.set(count, body);
  return body;
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const [, form, size] = /^\/(count|bytes|gzip)\/(\d+)\//.exec(request.url ?? "") ?? [];
  const count = form === "bytes" ? Math.ceil((Number(size) / block.length) * blockEvents) : Number(size);
  response.setHeader("content-type", "application/json");
  if (form === "gzip") response.setHeader("content-encoding", "gzip");
  Readable.from(form === "gzip" ? [gzip(count)] : pieces(count), { objectMode: true }).pipe(response);
});
process.send?.((await listenOnLoopback(server)).url);
process.on("disconnect", () => process.exit());
