import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Exchange } from "../engine/exchange.ts";
import { observe } from "../engine/observation.ts";
import { redactText } from "./redact-text.ts";
import type { StandIns } from "./stand-ins.ts";

/** An exchange without the key and without personal data, that is judged as the exchange itself is. */
export function redactExchange(exchange: Exchange, standIns: StandIns): Exchange {
  const body = redactBody(exchange, standIns);
  const redactHeaders = (headers: Exchange["headers"]): Exchange["headers"] =>
    headers.map(([name, value]) => [name, redactHeader(name, value, standIns)]);
  return {
    ...exchange,
    body,
    headers: redactHeaders(exchange.headers).map(([name, value]) => [
      name,
      name === "content-length" && value === String(exchange.body.length) ? String(body.length) : value,
    ]),
    throttledHeaders: redactHeaders(exchange.throttledHeaders),
    ...(exchange.failure && {
      failure: { ...exchange.failure, message: standIns.text(exchange.failure.message) },
    }),
  };
}

/** A cookie is a credential of its own. */
function redactHeader(name: string, value: string, standIns: StandIns): string {
  return name === "set-cookie" ? standIns.value(value) : standIns.text(value);
}

function redactBody(exchange: Exchange, standIns: StandIns): Uint8Array {
  if (exchange.body.length === 0) return exchange.body;
  const observation = observe("", exchange);
  const { fault } = observation;
  const text = observation.text();
  if (text !== undefined) return encode(new TextEncoder().encode(redactText(text, standIns)), exchange);
  // Neither UTF-8 nor the beginning of anything compressed: as unreadable as the body was.
  const unreadable = new Uint8Array(exchange.body.length).fill(0xff);
  return fault === "encoding" ? encode(unreadable, exchange) : unreadable;
}

/** Codes a content again as the answer was coded. */
function encode(content: Uint8Array, { headers }: Exchange): Uint8Array {
  switch (
    headers
      .find(([name]) => name === "content-encoding")?.[1]
      .trim()
      .toLowerCase()
  ) {
    case "gzip":
    case "x-gzip":
      return gzipSync(content);
    case "deflate":
      return deflateSync(content);
    case "br":
      return brotliCompressSync(content);
    default:
      return content;
  }
}
