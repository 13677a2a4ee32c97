export { Np6ConfigError } from "./config-error.ts";
export { Np6ConnectionError } from "./connection-error.ts";
export { type HttpErrorKind, Np6HttpError } from "./http-error.ts";
export { Np6Error } from "./np6-error.ts";
export { Np6RedirectError } from "./redirect-error.ts";
export { Np6StreamError, type StreamErrorKind } from "./stream-error.ts";
export { Np6TimeoutError, type TimeoutKind } from "./timeout-error.ts";
export { Np6ValidationError, type ValidationIssue } from "./validation-error.ts";
