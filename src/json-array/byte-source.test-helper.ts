import { setImmediate } from "node:timers/promises";

const encoder = new TextEncoder();

/** A stream for tests that notes how it is used. */
export interface ByteSource {
  readonly stream: ReadableStream<Uint8Array>;
  readonly pulls: () => number;
  /** Cancelling takes a turn of the event loop, so that a test notices code that does not wait for it. */
  readonly cancel: () => "none" | "begun" | "done";
}

/** A stream of these chunks. An error among them breaks it there; `"stall"` in place of an end keeps it open. */
export function byteSource(chunks: readonly (string | Uint8Array | Error)[], end?: "stall"): ByteSource {
  let pulls = 0;
  let cancel: "none" | "begun" | "done" = "none";
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[pulls++];
        if (chunk instanceof Error) controller.error(chunk);
        else if (typeof chunk === "string") controller.enqueue(encoder.encode(chunk));
        else if (chunk) controller.enqueue(chunk);
        else if (end !== "stall") controller.close();
        else return new Promise(() => {});
      },
      async cancel() {
        cancel = "begun";
        await setImmediate();
        cancel = "done";
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, pulls: () => pulls, cancel: () => cancel };
}
