import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { personalNames } from "../../src/shared/redaction/personal.ts";
import type { Exchange } from "../engine/exchange.ts";
import { readResult } from "../engine/probe-result.ts";
import type { Pseudonyms } from "./pseudonyms.ts";

/** An exchange without the key and without personal data, that is judged as the exchange itself is. */
export function redactExchange(exchange: Exchange, pseudonyms: Pseudonyms): Exchange {
  const body = redactBody(exchange, pseudonyms);
  const redactHeaders = (headers: Exchange["headers"]): Exchange["headers"] =>
    headers.map(([name, value]) => [name, redactHeader(name, value, pseudonyms)]);
  return {
    ...exchange,
    body,
    headers: redactHeaders(exchange.headers).map(([name, value]) => [
      name,
      name === "content-length" && value === String(exchange.body.length) ? String(body.length) : value,
    ]),
    throttledHeaders: redactHeaders(exchange.throttledHeaders),
    ...(exchange.failure && {
      failure: { ...exchange.failure, message: pseudonyms.text(exchange.failure.message) },
    }),
  };
}

/** A cookie is a credential of its own. */
function redactHeader(name: string, value: string, pseudonyms: Pseudonyms): string {
  return name === "set-cookie" ? pseudonyms.value(value) : pseudonyms.text(value);
}

function redactBody(exchange: Exchange, pseudonyms: Pseudonyms): Uint8Array {
  if (exchange.body.length === 0) return exchange.body;
  const result = readResult("", exchange);
  const { fault } = result;
  const text = result.text();
  if (text !== undefined) return encode(new TextEncoder().encode(redactText(text, pseudonyms)), exchange);
  // Neither UTF-8 nor the beginning of anything compressed: as unreadable as the body was.
  const unreadable = new Uint8Array(exchange.body.length).fill(0xff);
  return fault === "encoding" ? encode(unreadable, exchange) : unreadable;
}

/** Encodes a content again as the response was encoded. */
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

/**
 * Replaces the key and personal data in a body. It rewrites tokens of the text instead of parsing it: a name that
 * occurs twice, a large number, white space, or the place where a body breaks off must still be there to be judged.
 */
export function redactText(text: string, pseudonyms: Pseudonyms): string {
  // Text in UTF-16, read as UTF-8: no pattern finds anything in it, and no check reads it.
  if (/(?:[\x20-\x7e]\0){4}/.test(text)) return text.replace(/[\p{L}\p{N}]/gu, "x");
  // The key first: one with a quote in it would be cut in two.
  return pseudonyms.labelled(redactTokens(pseudonyms.key(text), pseudonyms));
}

function redactTokens(text: string, pseudonyms: Pseudonyms): string {
  const parts: string[] = [];
  // A personal name was read, and its value comes next.
  let awaited = false;
  // Brackets open within a personal value; 0 outside.
  let depth = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = tokenEnd(text, at);
    const part = text.slice(at, end);
    const hidden = awaited || depth > 0;
    if (part.startsWith('"')) {
      colon.lastIndex = end;
      const isName = colon.test(text);
      awaited = isName && depth === 0 && personalNames.has(read(part)?.toLowerCase() ?? "");
      parts.push(rewrite(part, hidden && !isName ? pseudonyms.value : pseudonyms.text));
    } else if (/^[{}[\]]$/.test(part)) {
      const closes = part === "}" || part === "]";
      if (hidden) depth = Math.max(0, depth + (closes ? -1 : 1));
      awaited = false;
      parts.push(part);
    } else {
      if (!/^[\s:]*$/.test(part)) awaited = false;
      parts.push(hidden ? hideNumbers(part, pseudonyms) : redactBetween(part, pseudonyms));
    }
  }
  return parts.join("");
}

/** Replaces the digits of numbers, but not those of exponents: a number must stay as large or small as it was. */
function hideNumbers(part: string, pseudonyms: Pseudonyms): string {
  return part.replace(/e[-+]?\d+|\d+/gi, (digits) =>
    /^e/i.test(digits) ? digits : pseudonyms.number(digits),
  );
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?$/i;

/**
 * Redacts the text between strings and brackets. A number stays a number, even if a digest could have the same digits.
 */
function redactBetween(part: string, pseudonyms: Pseudonyms): string {
  return part.replace(/[^\s,:]+/g, (word) =>
    jsonNumber.test(word) ? word.replace(/^\d{32,}$/, pseudonyms.number) : pseudonyms.text(word),
  );
}

const colon = /\s*:/y;
const structural = /["{}[\]]/g;

/**
 * Where a token ends: a JSON string, even one that the end of the text cuts; a bracket; or what lies between them.
 * By hand, because a pattern for strings overflows its stack on a long one.
 */
function tokenEnd(text: string, from: number): number {
  const first = text.charAt(from);
  if (first === '"') {
    let at = from + 1;
    while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
    return Math.min(at + 1, text.length);
  }
  structural.lastIndex = from;
  const next = structural.exec(text)?.index ?? text.length;
  return next === from ? from + 1 : next;
}

/** The value of a string token; `undefined` if it is not JSON. */
function read(part: string): string | undefined {
  if (part.length > 1 && part.endsWith('"') && !part.includes("\\")) return part.slice(1, -1);
  try {
    return String(JSON.parse(part));
  } catch {
    return undefined;
  }
}

function rewrite(part: string, change: (text: string) => string): string {
  const said = read(part);
  if (said !== undefined) {
    const changed = change(said);
    return changed === said ? part : JSON.stringify(changed);
  }
  const end = part.length > 1 && part.endsWith('"') ? '"' : "";
  return `"${change(part.slice(1, part.length - end.length))}${end}`;
}
