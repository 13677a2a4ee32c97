import { keyPattern } from "../../src/shared/redaction/key.ts";
import { replacePersonal } from "../../src/shared/redaction/personal.ts";

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

/** The key of the latest text, which is that of the next one: a pattern is kept by its list of keys, and takes long to build. */
let latest: readonly string[] = [];

function replaceKey(text: string, key: string): string {
  if (key === "") return text;
  if (latest[0] !== key) latest = [key];
  return text.replaceAll(key.length < shortestSpelled ? key : keyPattern(latest), "[key]");
}
