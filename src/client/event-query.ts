import { Np6ConfigError, type RateLimit } from "../errors.ts";
import { batched } from "../json-array/decode-json-array.ts";
import { rateLimit, requestId } from "../transport/response-headers.ts";
import { guardedResponse, type TransportResponse } from "../transport/transport-response.ts";
import { type EventsResponse, readEvents } from "./read-events.ts";

/** Events one by one, or in batches. Iterate it once, in one of the two ways. */
export interface EventStream<E> extends AsyncIterable<E> {
  /** The events in non-empty arrays as they arrive. This is faster, because it waits once per array, not per event. */
  batches(): AsyncIterable<E[]>;
}

/** Events with their response. */
export interface EventResponse<Data> {
  /** The events: an array, or with `{ as: "stream" }` a stream. */
  readonly data: Data;
  /** Status and headers. `data` reads its body. */
  readonly response: Response;
  /** The `x-request-id` header, by which the vendor's support traces a call (seen live on error responses). */
  readonly requestId: string | undefined;
  /** The rate-limit headers (documented by the vendor: they "may be provided"). */
  readonly rateLimit: RateLimit | undefined;
}

/**
 * A request that is not sent yet. It is sent once, when it is first used in one of two ways, and the first use decides:
 *
 * - as an array: `await query`, or `await query.withResponse()`, as often as you like, always with the same array or
 *   the same error;
 * - as a stream: `for await (const event of query)`, `query.batches()` or `query.withResponse({ as: "stream" })`, one
 *   of them and once. Memory stays constant; the events before a failure are delivered. Leaving the loop frees the
 *   connection.
 *
 * Anything else throws an `Np6ConfigError`: make a new query instead. (An `async` function that returns a query
 * awaits it.)
 *
 * Either way fails with `Np6HttpError`, `Np6ConnectionError`, `Np6TimeoutError` or `Np6RedirectError` if no good response
 * comes, `Np6StreamError` if its body is no complete JSON array, `Np6ValidationError` if the client has a `validator`,
 * the reason of the `signal` once that is aborted, and with what `apiKey` or a hook throws.
 *
 * @typeParam E - Type of an event.
 */
export interface EventQuery<E> extends EventStream<E>, Pick<Promise<E[]>, "then" | "catch" | "finally"> {
  /** The array with its response. */
  withResponse(): Promise<EventResponse<E[]>>;
  /**
   * Resolves when the headers have arrived, with the events as a stream. Iterate it, call `response.body.cancel()`, or
   * abort the `signal`; until then it keeps a connection open.
   */
  withResponse(options: { readonly as: "stream" }): Promise<EventResponse<EventStream<E>>>;
}

/**
 * Makes a query.
 *
 * @param send Sends the request; called once at most, resolves at the headers.
 */
export function createEventQuery<E>(
  send: () => Promise<EventsResponse<E>>,
  signal: AbortSignal | undefined,
): EventQuery<E> {
  let used: "as an array" | "as a stream" | undefined;
  let whole: Promise<EventResponse<E[]>> | undefined;

  function use(as: typeof used): void {
    if (used && (used === "as a stream" || used !== as)) {
      throw new Np6ConfigError(`This query was used ${used} before; make a new one to use it ${as}.`);
    }
    used = as;
  }

  async function readWhole(): Promise<EventResponse<E[]>> {
    const opened = await send();
    const data: E[] = [];
    for await (const batch of readEvents(() => opened, 0)) for (const event of batch) data.push(event);
    return withData(data, opened.received);
  }

  async function array(): Promise<EventResponse<E[]>> {
    use("as an array");
    whole ??= readWhole();
    return whole;
  }

  function withResponse(): Promise<EventResponse<E[]>>;
  function withResponse(options: { as: "stream" }): Promise<EventResponse<EventStream<E>>>;
  async function withResponse(options?: {
    as: "stream";
  }): Promise<EventResponse<E[]> | EventResponse<EventStream<E>>> {
    if (!options) return array();
    if (options.as !== "stream") throw new Np6ConfigError('`as` must be "stream".');
    use("as a stream");
    const opened = await send();
    const response = guardedResponse(opened.received);
    let iterated = false;
    const stream = batched(() => {
      // The rest of a body that was read or cancelled would look like an empty list.
      if (iterated || response.bodyUsed) {
        throw new Np6ConfigError("This stream was iterated, or its body used, before; make a new query.");
      }
      iterated = true;
      return readEvents(() => ({
        ...opened,
        received: { ...opened.received, body: response.body?.getReader() },
      }));
    }, signal);
    return withData(stream, { ...opened.received, response });
  }

  const events = async (): Promise<E[]> => (await array()).data;
  return {
    ...batched(() => {
      use("as a stream");
      return readEvents(send);
    }, signal),
    withResponse,
    then: (onFulfilled, onRejected) => events().then(onFulfilled, onRejected),
    catch: (onRejected) => events().catch(onRejected),
    finally: (onFinally) => events().finally(onFinally),
  };
}

function withData<Data>(data: Data, { response, keys }: TransportResponse): EventResponse<Data> {
  return { data, response, requestId: requestId(response, keys), rateLimit: rateLimit(response) };
}
