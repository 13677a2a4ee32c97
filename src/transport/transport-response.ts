import { maskKeys } from "../shared/redaction/key.ts";
import { starPersonal } from "../shared/redaction/personal.ts";
import type { Keys } from "./credentials.ts";
import type { TransportCall } from "./deadlines.ts";
import { requestId } from "./response-headers.ts";

/** The headers of a response have arrived; its body has not been read. */
export interface TransportResponse {
  /** Method and path, as messages show them. */
  readonly where: string;
  /**
   * The fetched response. The deadlines and the signal don't apply to its own body, so deliver {@link guardedResponse}.
   */
  readonly response: Response;
  /** The body with deadlines and signal. Read it to its end or cancel it; until then the call goes on. */
  readonly body: BodyReader | undefined;
  /** The key of its request, and earlier keys. */
  readonly keys: Keys;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** Reads a body, chunk by chunk. */
export type BodyReader = Pick<
  ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  "read" | "cancel" | "releaseLock"
>;

/** Makes a message about a response: adds the request it is about, and masks keys and personal data. */
export function describeResponse({ where, response, keys }: TransportResponse, text: string): string {
  const shown = starPersonal(maskKeys(text, keys));
  // The text may end within a key that the server echoes.
  const cut =
    maskKeys(
      shown,
      keys.map((key) => key.slice(0, 6)),
    ) !== shown;
  const id = requestId(response, keys);
  const trace = id ? ` (request id ${id})` : "";
  return `${where}: ${cut ? "the response is not what was asked for" : shown}${trace}`;
}

/**
 * Opens the body of a response. Anything that ends the call frees the connection and fails the reader with that reason.
 * The call is over when the body ends.
 *
 * @param scrub Removes secrets from an error of the platform.
 */
export function guardBody(
  { body, headers }: Response,
  call: TransportCall,
  scrub: (error: unknown) => unknown,
): BodyReader | undefined {
  // Nobody reads an empty body to its end.
  if (!body || headers.get("content-length") === "0") {
    call.close();
    return undefined;
  }
  const reader = body.getReader();
  const cancel = (reason?: unknown): Promise<void> => {
    call.close();
    return reader.cancel(reason);
  };
  const fail = (error: unknown): never => {
    call.close();
    throw scrub(error);
  };
  call.onAbort((reason) => cancel(reason).catch(() => {}));
  return {
    async read() {
      const result = await call.chunk(() => reader.read().catch(fail));
      if (result.done) call.close();
      return result;
    },
    cancel,
    releaseLock: () => reader.releaseLock(),
  };
}

/** The fetched response with the guarded body instead of its own. */
export function guardedResponse({ response, body }: Pick<TransportResponse, "response" | "body">): Response {
  const guarded = new Response(body ? streamOf(body) : null, response);
  return Object.defineProperty(guarded, "url", { value: response.url });
}

/** Read on demand, never ahead, so that back-pressure reaches the server. */
function streamOf(body: BodyReader): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await body.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: body.cancel,
    },
    { highWaterMark: 0 },
  );
}

/** Frees the connection of a response that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}
