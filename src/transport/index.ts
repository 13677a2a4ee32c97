export type { ApiKey } from "./credentials.ts";
export type { HookOptions, Logger, RequestEvent, ResponseEvent, RetryEvent } from "./hooks.ts";
export type { TimeoutOptions, TransportOptions } from "./options.ts";
export { type RateLimit, rateLimit } from "./rate-limit.ts";
export { requestId } from "./request-id.ts";
export type { RetryOptions } from "./retry-policy.ts";
export type { Runtime } from "./runtime.ts";
export { createTransport, type Transport } from "./transport.ts";
export { TransportRequest } from "./transport-request.ts";
