import { eventColumns } from "../../generated/contract.js";
import { isObject, valueAt } from "../../src/shared/json.ts";

/** Readers of a wire event that has not been validated: each returns `undefined` where the field is not as agreed. */

/** Publication time in epoch milliseconds. */
export function timestampOf(event: unknown): number | undefined {
  const timestamp = isObject(event) ? event["timestamp"] : undefined;
  return typeof timestamp === "number" && Number.isFinite(timestamp) ? timestamp : undefined;
}

/** The identity of an event: its id, or its whole text if it has none. */
export function identityOf(event: unknown): string {
  const id = isObject(event) ? event["id"] : undefined;
  // Letter case of a uuid carries no meaning (RFC 9562, section 4).
  return typeof id === "string" ? id.toLowerCase() : (textOf(event) ?? "nested too deeply");
}

/** A value as JSON text, to compare it by; `undefined` where it is nested deeper than the stack happens to reach. */
export function textOf(
  value: unknown,
  replace?: (name: string, part: unknown) => unknown,
): string | undefined {
  try {
    return JSON.stringify(value, replace);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** True unless both texts are known and differ. */
export function sameText(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** The objects of a detail that tell of a send, such as `activation`: by the contract, they carry its stamp. */
export const sendParts: readonly string[] = [
  ...new Set(
    Object.values(eventColumns)
      .flat()
      .flatMap((column) => /^source\.detail\.([^.]+)\.stamp\./.exec(column)?.[1] ?? []),
  ),
];

/** The stamp of an event's send. */
export function stampOf(event: unknown): Readonly<Record<string, unknown>> | undefined {
  return sendParts.map((part) => valueAt(event, "source", "detail", part, "stamp")).find(isObject);
}

/** The notification that the detail of an event names. Of a source of another kind, the id is that of something else. */
export function notificationIn(event: unknown): unknown {
  if ((valueAt(event, "source", "type") ?? "notification") !== "notification") return undefined;
  return sendParts
    .map((part) => valueAt(event, "source", "detail", part, "id"))
    .find((id) => id !== undefined);
}
