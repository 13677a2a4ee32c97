import document from "../../generated/openapi.json" with { type: "json" };
import type { JsonObject } from "../../src/shared/json.ts";
import { nodeAt, readSecurityScheme } from "../contract-model/document.ts";
import { type EventModel, readEventModel } from "../contract-model/event-model.ts";

/** The bundled contract, which the suite judges by. */
export const contract: JsonObject = document;

/** Its event model. */
export const eventModel: EventModel = readEventModel(contract);

/** Pointer to the definition of the key. */
export const securityPointer: string = readSecurityScheme(contract).pointer;

/** Whether an address is that of the one server that the contract names: all others may have been made from the contract. */
export function isApi(baseUrl: unknown): boolean {
  const [server] = contract["servers"] as readonly { readonly url: string }[];
  return baseUrl === server?.url.replace(/\/+$/, "");
}

/** Finds the node of the contract that a JSON pointer such as `#/components/schemas/Stamp` leads to. */
export function contractNode(pointer: string): unknown {
  return nodeAt(contract, pointer);
}
