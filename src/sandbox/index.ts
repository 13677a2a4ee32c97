export type { SandboxBehaviour, SandboxOptions, SandboxRateLimit } from "./options.ts";
export { type Sandbox, startSandbox } from "./start-sandbox.ts";
export type {
  EventKind,
  SandboxEvent,
  WireActivation,
  WireCancellation,
  WireContact,
  WireEvent,
  WireExecution,
  WireStamp,
} from "./wire.ts";
