import type { StandIns } from "./stand-ins.ts";

/** Properties whose values are personal, whatever they hold. `data` is what a caller handed over with an order. */
const personal: ReadonlySet<string> = new Set(["unicity", "hash", "data"]);

/** A personal value behind its name where neither needs to be JSON: in a string, in XML, in a text. */
const labelled = /\b(unicity|hash)(["'\s\\]*[:=>]["'\s\\]*)([^"'<>{}[\],;&\\\r\n]+)/gi;

/**
 * Replaces the key and personal data in a body. It rewrites tokens of the text instead of parsing it: a name that
 * occurs twice, a large number, white space, or the place where a body breaks off must still be there to be judged.
 */
export function redactText(text: string, standIns: StandIns): string {
  // Text in UTF-16, read as UTF-8: no pattern finds anything in it, and no check reads it.
  if (/(?:[\x20-\x7e]\0){4}/.test(text)) return text.replace(/[\p{L}\p{N}]/gu, "x");
  // The key first: one with a quote in it would be cut in two.
  return redactTokens(standIns.key(text), standIns).replace(
    labelled,
    (all, name: string, between: string, value: string) =>
      /^\s*(?:null|true|false|[-+.\deE]+)?\s*$/.test(value) ? all : name + between + standIns.value(value),
  );
}

function redactTokens(text: string, standIns: StandIns): string {
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
      awaited = isName && depth === 0 && personal.has(read(part)?.toLowerCase() ?? "");
      parts.push(rewrite(part, hidden && !isName ? standIns.value : standIns.text));
    } else if (/^[{}[\]]$/.test(part)) {
      const closes = part === "}" || part === "]";
      if (hidden) depth = Math.max(0, depth + (closes ? -1 : 1));
      awaited = false;
      parts.push(part);
    } else {
      if (!/^[\s:]*$/.test(part)) awaited = false;
      parts.push(hidden ? part.replace(/(?<![eE][-+]?\d*)\d+/g, standIns.number) : standIns.text(part));
    }
  }
  return parts.join("");
}

const colon = /\s*:/y;
const structural = /["{}[\]]/g;

/**
 * Where a token ends: a JSON string, even one that the end of the text cuts; a bracket; or what lies between them.
 * By hand, since a pattern for strings overflows its stack on a long one.
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

/** What a string token says; `undefined` where it is no JSON. */
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
