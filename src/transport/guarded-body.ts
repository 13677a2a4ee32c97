import type { Call } from "./deadlines.ts";

/**
 * The answer with a body that the call's deadlines and its signal reach: whatever ends the call frees the connection
 * and fails the reader with that reason. The call is over when the body is.
 *
 * It is pulled, never read ahead, so that back-pressure reaches the server.
 *
 * @param scrub Makes an error of the platform fit to be shown.
 */
export function guardBody(response: Response, call: Call, scrub: (error: unknown) => unknown): Response {
  const { status, statusText, headers, url } = response;
  // Nobody reads an empty body to its end; and `Response` takes no status above 599, which makes an error anyway.
  if (!response.body || headers.get("content-length") === "0" || status > 599) {
    call.close();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        call.signal.addEventListener("abort", () => {
          controller.error(call.signal.reason);
          reader.cancel(call.signal.reason).catch(() => {});
        });
      },
      pull(controller) {
        const arrived = call.expectChunk();
        return reader.read().then(
          ({ done, value }) => {
            arrived();
            if (call.signal.aborted) return;
            if (!done) return controller.enqueue(value);
            call.close();
            controller.close();
          },
          (error) => {
            arrived();
            call.close();
            controller.error(scrub(error));
          },
        );
      },
      cancel(reason) {
        call.close();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  const guarded = new Response(body, { status, statusText, headers });
  // A `Response` that was not fetched has no address.
  return Object.defineProperty(guarded, "url", { value: url });
}

/** Frees the connection of an answer that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}
