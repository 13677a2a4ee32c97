interface JsonArrayElements<T> extends AsyncIterable<T> {
    batches(): AsyncIterable<T[]>;
}

interface JsonArrayOptions {
    readonly maxElementBytes?: number | undefined;
    readonly emptyBody?: "error" | "empty-list" | undefined;
    readonly signal?: AbortSignal | undefined;
}

declare abstract class Np6Error extends Error {
    abstract readonly code: string;
    constructor(message: string, details?: object);
}

declare class Np6StreamError extends Np6Error {
    readonly name = "Np6StreamError";
    readonly code = "NP6_STREAM";
    readonly kind: StreamErrorKind;
    readonly eventsDelivered: number;
    constructor(message: string, details: {
        kind: StreamErrorKind;
        eventsDelivered: number;
        cause?: unknown;
    });
}

type StreamErrorKind = "truncated" | "not-an-array" | "malformed" | "encoding" | "too-large" | "interrupted";

declare function decodeJsonArray<T = unknown>(stream: ReadableStream<Uint8Array>, options?: JsonArrayOptions): JsonArrayElements<T>;

export {
    type JsonArrayElements,
    type JsonArrayOptions,
    Np6StreamError,
    type StreamErrorKind,
    decodeJsonArray,
};
