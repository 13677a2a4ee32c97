export type { EventKind } from "../shared/event-kinds.ts";
export type { SandboxBehaviour, SandboxOptions, SandboxRateLimit } from "./options.ts";
export { type Sandbox, startSandbox } from "./start-sandbox.ts";
export type {
  SandboxEvent,
  WireActivation,
  WireCancellation,
  WireContact,
  WireEvent,
  WireExecution,
  WireStamp,
} from "./wire.ts";
