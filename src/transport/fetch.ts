/**
 * Sends a request: the global `fetch`, undici's, or a function around one of them, without a cast.
 *
 * @param init Made anew for each attempt; its headers contain the key.
 */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly signal: AbortSignal;
    readonly redirect: "manual";
    readonly cache?: "no-store";
    readonly body?: ReadableStream<Uint8Array>;
    readonly duplex?: "half";
  },
) => Promise<FetchResponse>;

/**
 * As much of a `Response` as all implementations agree about in their types. Its body must be a web stream: that of
 * node-fetch is none.
 */
export interface FetchResponse
  extends Pick<
    Response,
    | "arrayBuffer"
    | "bodyUsed"
    | "json"
    | "ok"
    | "redirected"
    | "status"
    | "statusText"
    | "text"
    | "type"
    | "url"
  > {
  readonly headers: Pick<Headers, "get"> & Iterable<[string, string]>;
  readonly body: {
    cancel(reason?: unknown): Promise<void>;
    getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, "cancel" | "read" | "releaseLock">;
  } | null;
}
