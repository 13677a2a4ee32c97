import { type EventKind, endpoints } from "../../../generated/contract.js";
import { escapePointer } from "../../../src/shared/json-pointer.ts";

/** Pointer to the path of an endpoint, for a fault of every endpoint. */
export const pathPointer: string = pathPointerOf("activations");

/** Pointer to its successful response. */
export const successPointer: string = successPointerOf("activations");

/** Pointer to the successful response of one endpoint. */
export function successPointerOf(kind: EventKind): string {
  return `${pathPointerOf(kind)}/get/responses/200`;
}

function pathPointerOf(kind: EventKind): string {
  return `#/paths/${escapePointer(endpoints[kind].path)}`;
}
