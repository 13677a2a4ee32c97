import { maskKeys } from "../shared/redaction/key.ts";

/**
 * The error itself if no inspector can print a key from it; otherwise a new one with its masked message. A custom
 * `fetch` may attach the request with its headers to its errors.
 */
export function withoutKeys(error: unknown, keys: readonly string[]): unknown {
  return mayShow(error, keys) ? new Error(maskKeys(innermostMessage(error), keys)) : error;
}

/** The innermost message of the chain of causes, where platforms put the actual reason. */
export function innermostMessage(error: unknown, depth = 0): string {
  const { cause, errors, message, code, reason } = Object(error);
  const inner: unknown = cause ?? errors?.[0];
  const said = inner && depth < 8 ? innermostMessage(inner, depth + 1) : "";
  // OpenSSL's message is a dump of some lines, with its reason in the middle.
  return String(
    said || (code && reason) || message || code || (depth && Object(error) === error ? "" : error),
  );
}

/** In doubt it returns true, because the properties of an object do not show what its class prints. */
function mayShow(value: unknown, keys: readonly string[], seen = new Set<unknown>()): boolean {
  if (Object(value) !== value) return maskKeys(String(value), keys) !== String(value);
  if (seen.has(value)) return false;
  seen.add(value);
  const object = Object(value);
  const plain = [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(object));
  if (!plain && !(object instanceof Error)) return true;
  // Inherited properties, such as the message of a `DOMException`, are printed too.
  const names = [...Reflect.ownKeys(object), "name", "message", "stack"];
  return names.some((name) => mayShow(Reflect.get(object, name), keys, seen));
}
