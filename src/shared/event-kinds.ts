import { type EventKind, endpoints } from "../../generated/contract.js";

export type { EventKind };

/** The event kinds, in the contract's order. (Annotated, so that a bundler drops the list where nothing reads it.) */
export const eventKinds: readonly EventKind[] = /* @__PURE__ */ Object.keys(endpoints) as EventKind[];
