import { queryParameters, security } from "../../generated/contract.js";
import { Np6ConfigError, Np6ConnectionError, type Np6HttpError } from "../errors.ts";
import { maskKeys } from "../shared/redaction/key.ts";
import { credentials, isBrowser, type Keys } from "./credentials.ts";
import { openCall, timeouts } from "./deadlines.ts";
import { httpStatusLine, readHttpError, rejectRedirect } from "./error-response.ts";
import type { Hooks } from "./hooks.ts";
import { numbers, type TransportOptions } from "./options.ts";
import { type Platform, systemPlatform } from "./platform.ts";
import { innermostMessage, withoutKeys } from "./redaction.ts";
import { normaliseBaseUrl, type PreparedRequest, prepareRequest, userAgent } from "./request.ts";
import { isSpent, rateLimit, requestId, retryAfterMs } from "./response-headers.ts";
import { retryPolicy } from "./retry-policy.ts";
import { discard, guardBody, guardedResponse, type TransportResponse } from "./transport-response.ts";

/** Sends requests with the key, only to `baseUrl`, with deadlines and safe retries. */
export interface Transport {
  /** Where the API is, without a slash at its end. */
  readonly baseUrl: string;
  /**
   * Resolves with the final response, whatever its status. The deadlines and the request's signal apply to the reader
   * of its body too; abort rejects with the signal's reason.
   *
   * @throws Np6ConnectionError, Np6TimeoutError or Np6RedirectError if there is no response to deliver, Np6ConfigError
   *   if `apiKey` returns an invalid key, and the error of a hook.
   */
  open(request: PreparedRequest): Promise<TransportResponse>;
  /**
   * The same with the interface of `fetch`: a response with a body for any reader. Pass a `TransportRequest` to leave
   * no listener on its signal.
   *
   * @throws Np6ConfigError if the request leads out of `baseUrl`, and the errors of `open`.
   */
  fetch(request: Request): Promise<Response>;
  /** The error of a response; reads the start of its body and drops the rest. */
  httpError(received: TransportResponse): Promise<Np6HttpError>;
}

/**
 * Makes a transport.
 *
 * @param platform Clock, random numbers and timers, replaced by tests.
 * @throws Np6ConfigError if an option is missing or out of range, or in a browser without `dangerouslyAllowBrowser`.
 */
export function createTransport(options: TransportOptions, platform: Platform = systemPlatform): Transport {
  const inBrowser = isBrowser();
  if (inBrowser && !options.dangerouslyAllowBrowser) {
    throw new Np6ConfigError(
      "In a browser everyone can read the API key: use a server, or `dangerouslyAllowBrowser`.",
    );
  }
  const baseUrl = normaliseBaseUrl(options.baseUrl, options.allowInsecureHttp);
  const apiKeys = credentials(options.apiKey);
  const agent = userAgent(options.userAgent);
  const limits = timeouts(options.timeout);
  const retryDelay = retryPolicy(options.retry, platform);
  const { maxRequestsPerSecond, onRequest, onResponse, onRetry, logger } = options;
  const unlimited = { maxRequestsPerSecond: Number.POSITIVE_INFINITY };
  numbers("", { maxRequestsPerSecond }, unlimited, 0.001);
  // Loaded on use, because most clients have neither a limit nor hooks, and every web page would load them.
  const ownBudget = maxRequestsPerSecond
    ? import("./request-budget.ts").then(({ createRequestBudget }) =>
        createRequestBudget(maxRequestsPerSecond, platform),
      )
    : undefined;

  const hooked =
    (onRequest ?? onResponse ?? onRetry ?? logger) &&
    import("./hooks.ts").then(({ hookJoiner }) =>
      hookJoiner(options, { maskKeys, requestId, rateLimit, queryParameters }),
    );

  /** One exchange. Returns results that may be retried, and throws errors that may not. */
  async function exchange(
    { method, headers, url, body }: PreparedRequest,
    where: string,
    keys: Keys,
    hooks: Hooks | undefined,
    signal: AbortSignal,
  ) {
    const startedAt = platform.now();
    const fetch = options.fetch ?? globalThis.fetch;
    hooks?.request();
    let response: Response;
    try {
      // A URL, not the request, because `fetch` would also follow the request's signal, and a custom `fetch` may not
      // know its class. Its result may be a `Response` of another class, too.
      response = (await fetch(url, {
        method,
        headers: {
          ...(headers && Object.fromEntries(headers)),
          // In lower case like the headers above, so that it replaces a value that the caller set.
          [security.header.toLowerCase()]: security.prefix + keys[0],
          ...(!inBrowser && { "user-agent": agent }),
        },
        signal,
        redirect: "manual",
        // A browser's cache would keep personal data, and could return an outdated list.
        ...(inBrowser && { cache: "no-store" }),
        ...(body && { body, duplex: "half" }),
      })) as Response;
      if (response.status > 599) {
        discard(response);
        throw new RangeError(`${response.status} is not an HTTP status`);
      }
    } catch (error) {
      const reason = maskKeys(innermostMessage(error), keys);
      // The `fetch` standard forbids some ports, so no retry can help.
      if (reason === "bad port") throw new Np6ConfigError(`${where}: fetch refuses the port of \`baseUrl\`.`);
      return new Np6ConnectionError(`${where}: no response: ${reason}; check the network and \`baseUrl\``, {
        cause: withoutKeys(error, keys),
      });
    }
    // It is too late: nobody awaits the response any more.
    if (signal.aborted) discard(response);
    else hooks?.response(response, keys, platform.now() - startedAt);
    rejectRedirect(where, url, response, keys);
    return response;
  }

  async function open(request: PreparedRequest): Promise<TransportResponse> {
    const { method, path, signal } = request;
    const where = `${method} ${path}`;
    const call = openCall(where, signal, limits, platform);
    try {
      const budget = request.budget ?? (await ownBudget);
      const joinHooks = await hooked;
      for (let number = 1; ; number++) {
        const hooks = joinHooks?.(request, number);
        const keys = await call.prepare(async (signal) => {
          // The key is read last, because it may change while the request waits.
          await budget?.wait(signal);
          return apiKeys();
        });
        const outcome = await call.attempt((signal) => exchange(request, where, keys, hooks, signal));
        const failed = outcome instanceof Error;
        if (budget && !failed && isSpent(outcome)) budget.pause(retryAfterMs(outcome, platform.now()));
        const delayMs = method === "GET" ? retryDelay(outcome, number) : undefined;
        const final = delayMs === undefined || delayMs >= call.remainingMs();
        if (failed) {
          if (final) throw outcome;
          hooks?.retry(delayMs, outcome.message);
        } else {
          if (final) {
            const body = guardBody(outcome, call, (error) => withoutKeys(error, keys));
            return { where, response: outcome, keys, signal, body };
          }
          discard(outcome);
          hooks?.retry(delayMs, maskKeys(`${where}: ${httpStatusLine(outcome)}`, keys));
        }
        await call.sleep(delayMs);
      }
    } catch (error) {
      call.abort(error);
      throw error;
    }
  }

  return {
    baseUrl,
    open,
    fetch: async (request) => guardedResponse(await open(prepareRequest(baseUrl, request))),
    httpError: (received) => readHttpError(received, platform),
  };
}
