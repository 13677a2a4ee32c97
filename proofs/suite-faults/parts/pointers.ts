import { endpoints } from "../../../generated/contract.js";
import { escapePointer } from "../../../src/shared/json-pointer.ts";

/** Pointer to the path of an endpoint, for a fault of every endpoint. */
export const pathPointer: string = `#/paths/${escapePointer(endpoints.activations.path)}`;

/** Pointer to its successful response. */
export const successPointer: string = `${pathPointer}/get/responses/200`;
