import type { Call } from "./deadlines.ts";

/**
 * An answer with a body that the call's deadlines and its signal reach: whatever ends the call frees the connection
 * and fails the reader with that reason. The call is over when the body is.
 *
 * It remembers where no inspector looks what a `Response` that was not fetched lacks, its address, and the key that
 * it was asked for with, which may have been rotated since.
 */
export class GuardedResponse extends Response {
  readonly #url: string;
  readonly #key: string;

  /** @param scrub Makes an error of the platform fit to be shown. */
  constructor(response: Response, key: string, call: Call, scrub: (error: unknown) => unknown) {
    super(guard(response, call, scrub), response);
    this.#url = response.url;
    this.#key = key;
  }

  override get url(): string {
    return this.#url;
  }

  /** The key that an answer was asked for with; empty if it is not of this package's making. */
  static keyOf(response: Response): string {
    return #key in response ? response.#key : "";
  }
}

/** Frees the connection of an answer that nobody will read. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}

/** Pulled, never read ahead, so that back-pressure reaches the server. */
function guard(
  { body, headers }: Response,
  call: Call,
  scrub: (error: unknown) => unknown,
): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  // Nobody reads an empty body to its end.
  if (!body || headers.get("content-length") === "0") {
    call.close();
    return null;
  }
  const reader = body.getReader();
  return new ReadableStream(
    {
      start(controller) {
        call.signal.addEventListener("abort", () => {
          controller.error(call.signal.reason);
          reader.cancel(call.signal.reason).catch(() => {});
        });
      },
      pull(controller) {
        const disarm = call.expectChunk();
        return reader.read().then(
          ({ done, value }) => {
            disarm();
            if (!done) return controller.enqueue(value);
            call.close();
            controller.close();
          },
          (error) => {
            disarm();
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
}
