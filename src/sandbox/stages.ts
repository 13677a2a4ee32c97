import type { ServerResponse } from "node:http";
import type { SandboxSettings } from "./options.ts";
import {
  authorise,
  type ErrorResponse,
  parseEventRequest,
  type SandboxQuery,
  type SandboxRequest,
} from "./parse-event-request.ts";
import { type Reply, replyWithEvents } from "./reply.ts";
import type { SandboxStore } from "./sandbox-store.ts";
import { selectEvents } from "./select-events.ts";

/**
 * The way of a request through the sandbox, as functions that can be replaced one by one. The conformance suite's own
 * test replaces them to plant faults. Not part of the public interface.
 */
export interface SandboxStages {
  /** Lets a request in (undefined) or rejects it. */
  authorise(request: SandboxRequest, settings: SandboxSettings): ErrorResponse | undefined;
  /** Reads what is asked for. */
  parse(request: SandboxRequest, settings: SandboxSettings): SandboxQuery | ErrorResponse;
  /** Chooses events and their order; each is JSON text. */
  select(store: SandboxStore, query: SandboxQuery, turn: number): Iterable<string>;
  /** Turns events into status, headers and body bytes. */
  respond(events: Iterable<string>, request: SandboxRequest, settings: SandboxSettings): Reply;
  /** Has the last word on any response, error responses included. Returns undefined when it dealt with `response` itself. */
  finish(
    reply: Reply,
    request: SandboxRequest,
    response: ServerResponse,
  ): Reply | undefined | Promise<Reply | undefined>;
}

/** The stages of the sandbox as it is. */
export const standardStages: SandboxStages = {
  authorise,
  parse: parseEventRequest,
  select: selectEvents,
  respond: replyWithEvents,
  finish: (reply) => reply,
};
