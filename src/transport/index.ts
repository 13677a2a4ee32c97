export { type Answer, guardedResponse } from "./answer.ts";
export type { ApiKey } from "./credentials.ts";
export { describe } from "./describe.ts";
export type { HookOptions, Logger, RequestEvent, ResponseEvent, RetryEvent } from "./hooks.ts";
export type { Fetch, FetchResponse, TimeoutOptions, TransportOptions } from "./options.ts";
export { prepareGet, TransportRequest } from "./request.ts";
export { rateLimit, requestId } from "./response-headers.ts";
export type { RetryOptions } from "./retry-policy.ts";
export { createTransport } from "./transport.ts";
