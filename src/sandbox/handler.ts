import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { SandboxRateLimit, SandboxSettings } from "./options.ts";
import {
  type ErrorResponse,
  isErrorResponse,
  type SandboxQuery,
  type SandboxRequest,
} from "./parse-event-request.ts";
import { type Reply, replyWithError, sendReply } from "./reply.ts";
import type { SandboxStore } from "./sandbox-store.ts";
import type { SandboxStages } from "./stages.ts";

/** Answers the requests of one sandbox. The returned function never rejects. */
export function createSandboxHandler(
  settings: SandboxSettings,
  store: SandboxStore,
  stages: SandboxStages,
): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  const epoch = settings.behaviour.rateLimitReset === "epoch-seconds" ? Date.now : undefined;
  const nextRate =
    settings.rateLimit && createRateLimiter(settings.rateLimit, () => performance.now(), epoch);
  const turns = new Map<string, number>();

  // Counted per endpoint and only without `sort`, so that each unordered response differs from the one before it.
  const nextTurn = (query: SandboxQuery): number => {
    if (query.sort !== undefined) return 0;
    const endpoint = `${query.notificationId}/${query.kind}`;
    const turn = turns.get(endpoint) ?? 0;
    turns.set(endpoint, turn + 1);
    return turn;
  };

  const replyTo = (request: SandboxRequest): Reply => {
    const errorResponse = stages.authorise(request, settings);
    if (errorResponse !== undefined) return replyWithError(errorResponse, settings);
    const rate = nextRate?.();
    const reply = rate?.allowed === false ? tooMany() : replyToAuthorised(request);
    return { ...reply, headers: { ...reply.headers, ...rate?.headers } };
  };

  const tooMany = (): Reply =>
    replyWithError({ status: 429, message: "Too many requests; see Retry-After." }, settings);

  const replyToAuthorised = (request: SandboxRequest): Reply => {
    const query = stages.parse(request, settings);
    if (isErrorResponse(query)) return replyWithError(query, settings);
    const unknown = rejectUnknown(query);
    if (unknown !== undefined) return replyWithError(unknown, settings);
    return stages.respond(stages.select(store, query, nextTurn(query)), request, settings);
  };

  const rejectUnknown = (query: SandboxQuery): ErrorResponse | undefined => {
    const { unknownNotification } = settings.behaviour;
    if (unknownNotification === "empty" || store.knows(query.notificationId)) return undefined;
    return { status: unknownNotification, message: "There is no notification with this id." };
  };

  return async (message, response) => {
    const request = { method: message.method ?? "GET", url: message.url ?? "/", headers: message.headers };
    response.setHeader("x-request-id", randomUUID());
    try {
      const reply = await stages.finish(replyTo(request), request, response);
      if (reply !== undefined) await sendReply(reply, request, response);
    } catch {
      // The client left, or a body failed: a cut connection is the only thing left that cannot pass for a response.
      response.destroy();
    }
  };
}

/** The decision of a rate limiter about one request. */
interface RateDecision {
  readonly allowed: boolean;
  /** Headers of the response, whatever it is. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Counts requests in periods of fixed length. `X-RateLimit-Reset` is in seconds, to go or of an instant; the vendor names the three
 * headers and no unit, and does not mention `Retry-After`.
 *
 * @param now - clock, in milliseconds
 * @param epoch - the time of day in milliseconds, where the reset is to be told as an instant
 */
export function createRateLimiter(
  rate: SandboxRateLimit,
  now: () => number,
  epoch?: () => number,
): () => RateDecision {
  let periodStart = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const time = now();
    if (time - periodStart >= rate.periodMs) {
      periodStart = time;
      used = 0;
    }
    const allowed = used < rate.limit;
    if (allowed) used += 1;
    const msLeft = periodStart + rate.periodMs - time;
    const secondsLeft = String(Math.ceil(msLeft / 1000));
    const reset = epoch === undefined ? secondsLeft : String(Math.ceil((epoch() + msLeft) / 1000));
    const headers = {
      "X-RateLimit-Limit": String(rate.limit),
      "X-RateLimit-Remaining": String(rate.limit - used),
      "X-RateLimit-Reset": reset,
    };
    return { allowed, headers: allowed ? headers : { ...headers, "Retry-After": secondsLeft } };
  };
}
