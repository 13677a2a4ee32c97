import { type CanaryName, found } from "./canaries.ts";

/** Bytes that were searched, and what was found in them that must not be there. */
export interface Searched {
  readonly where: string;
  readonly bytes: number;
  readonly leaks: readonly CanaryName[];
  /** Whether the canary address is in it, allowed or not: if it is nowhere, it was not planted. */
  readonly hasAddress: boolean;
}

/** Searches bytes; events alone may hold an address. */
export function search(where: string, bytes: Uint8Array, isData: boolean): Searched {
  return {
    where,
    bytes: bytes.length,
    leaks: found(bytes, isData ? ["key", "password"] : ["key", "password", "address", "hash"]),
    hasAddress: found(bytes, ["address"]).length > 0,
  };
}
