/**
 * A typed, streaming client for the notification events of the NP6 platform (ChapsVision CM).
 *
 * @module
 */
export * from "../generated/events.js";
export {
  createNp6Client,
  type EventQueries,
  type Np6Client,
  type Np6ClientOptions,
  type RawClient,
} from "./client/client.ts";
export type { EventQueryOptions, EventQueryParameters } from "./client/event-parameters.ts";
export type { EventQuery, EventResponse, EventStream } from "./client/event-query.ts";
export type {
  CancellationReason,
  ContactFootprint,
  ContactReference,
  EventOf,
  Identity,
  NotificationEvent,
  Receiver,
  Stamp,
  UnknownEvent,
  UnknownKind,
} from "./client/events.ts";
export type { Instant } from "./client/instants.ts";
export type { UnknownEventNotice } from "./client/read-events.ts";
export {
  type HttpErrorKind,
  Np6ConfigError,
  Np6ConnectionError,
  Np6Error,
  Np6HttpError,
  Np6RedirectError,
  Np6StreamError,
  Np6TimeoutError,
  Np6ValidationError,
  type RateLimit,
  type StreamErrorKind,
  type TimeoutKind,
  type ValidationIssue,
} from "./errors.ts";
export type { EventKind } from "./shared/event-kinds.ts";
export type { ApiKey } from "./transport/credentials.ts";
export type { HookOptions, Logger, RequestEvent, ResponseEvent, RetryEvent } from "./transport/hooks.ts";
export type {
  Fetch,
  FetchResponse,
  RetryOptions,
  TimeoutOptions,
  TransportOptions,
} from "./transport/options.ts";
export type { SchemaIssue, SchemaResult, StandardSchema } from "./validate/check-event.ts";
