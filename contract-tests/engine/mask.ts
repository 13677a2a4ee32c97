import { keyPattern } from "../../src/shared/redaction/key.ts";
import { replacePersonal } from "../../src/shared/redaction/personal.ts";
import { keyInBase64 } from "./key-in-base64.ts";

/** Characters of a text of the server that a report keeps. */
const most = 2000;
/** A shorter key has no other spellings: they would be found in every other word. */
const shortestSpelled = 4;

/** Labels the key, in each spelling it may come back in, and personal data in a text that quotes the server. */
export function mask(text: string, key: string): string {
  const keyless = replaceKey(text, key);
  const masked = replacePersonal(keyless, (_, what) => `[${what.toLowerCase()}]`);
  return masked.length > most ? `${masked.slice(0, most)}… (${masked.length} characters)` : masked;
}

/** The key of the latest text, which is that of the next one, and its patterns, which take long to build. */
let latest = { key: "", patterns: [] as readonly (RegExp | string)[] };

function replaceKey(text: string, key: string): string {
  if (key === "") return text;
  if (latest.key !== key) {
    latest = { key, patterns: [key.length < shortestSpelled ? key : keyPattern([key]), keyInBase64(key)] };
  }
  return latest.patterns.reduce<string>((masked, pattern) => masked.replaceAll(pattern, "[key]"), text);
}
