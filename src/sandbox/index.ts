export type { EventKind } from "../shared/event-kinds.ts";
export type { SandboxBehaviour, SandboxEvent, SandboxOptions, SandboxRateLimit } from "./options.ts";
export { type Sandbox, startSandbox } from "./start-sandbox.ts";
