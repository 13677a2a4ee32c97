import { type EventKind, endpoints, security } from "../../generated/contract.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";
import { escapePointer } from "../../src/shared/json-pointer.ts";
import type { KeyVariant } from "./exchange.ts";

/** The path of an endpoint, for one notification. */
export function endpointPath(kind: EventKind, notificationId: string | number): string {
  return endpoints[kind].path.replace(/\{.+?\}/, String(notificationId));
}

/**
 * A check's pointer on one endpoint: `{path}` in it becomes the path of the endpoint, and of the first one where the
 * check judges all of them at once.
 */
export function pointerOn(pointer: string, endpoint: EventKind | "all"): string {
  const kind = endpoint === "all" ? eventKinds[0] : endpoint;
  return kind === undefined ? pointer : pointer.replace("{path}", () => escapePointer(endpoints[kind].path));
}

/**
 * The value of the key's header.
 *
 * @param prefix The text before the key, such as `Bearer `; by default that of the contract.
 */
export function keyHeaderValue(key: string, prefix: string = security.prefix): string {
  // A value cannot end in a space (RFC 9110, section 5.5), so an empty key leaves the scheme alone.
  return `${prefix}${key}`.trimEnd();
}

/** The key that a request sends; `undefined` for none. Each wrong one differs from the real one in another way. */
export function keyOf(variant: KeyVariant, key: string): string | undefined {
  switch (variant) {
    case "real":
      return key;
    case "none":
    case "in-query":
      return undefined;
    case "empty":
      return "";
    case "wrong":
      return `wrong-${"0".repeat(key.length)}`;
    case "other-start":
      return (key.startsWith("0") ? "1" : "0") + key.slice(1);
    case "wildcard":
      // To a LIKE of SQL it matches every key.
      return "%";
    case "truncated":
      // The padding of base64 says nothing, and a reader may do without.
      return key.replace(/.=*$/, "");
    case "extended":
      return `${key}0`;
    case "prefixed":
      return `0${key}`;
    case "other-case":
      return key.replace(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
  }
}
