interface Checkpoint {
    readonly name?: string | undefined;
    load(): Promise<StoredCheckpoint | undefined>;
    save(state: string, expected: string | undefined): Promise<string>;
    close?(): Promise<void>;
}

type EventKind = "activations" | "executions" | "cancellations";

interface FollowBatch<E> {
    readonly events: readonly E[];
    readonly window: FollowWindow;
    readonly late: number;
    commit(attachment?: unknown): Promise<void>;
}

type FollowClient<K extends EventKind> = Readonly<Record<K, FollowQuery>> & {
    readonly baseUrl?: string | undefined;
};

type FollowErrorKind = "locked" | "conflict" | "other-stream" | "newer-format" | "damaged" | "mounted" | "io" | "not-filtered" | "clock";

interface FollowOptions<K extends EventKind = EventKind> {
    readonly kind: K;
    readonly id: number;
    readonly checkpoint: Checkpoint;
    readonly from?: Instant | undefined;
    readonly lag?: number | undefined;
    readonly overlap?: number | undefined;
    readonly every?: number | undefined;
    readonly once?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onOpen?: ((attachment: unknown) => unknown) | undefined;
}

type FollowQuery = (id: number, query: {
    start: Date;
    end: Date;
    sort: "asc";
    signal: AbortSignal | undefined;
}) => {
    batches(): AsyncIterable<readonly FollowedEvent[]>;
};

interface FollowWindow {
    readonly start: number;
    readonly end: number;
}

type FollowedBy<C extends FollowClient<K>, K extends EventKind> = ReturnType<C[K]> extends {
    batches(): AsyncIterable<readonly (infer E extends FollowedEvent)[]>;
} ? E : never;

interface FollowedEvent {
    readonly type: string;
    readonly id?: string | undefined;
    readonly timestamp?: number | null | undefined;
    readonly raw?: unknown;
}

type Instant = Date | {
    readonly epochMilliseconds: number;
} | number | string;

declare abstract class Np6Error extends Error {
    abstract readonly code: string;
    constructor(message: string, details?: object);
}

declare class Np6FollowError extends Np6Error {
    readonly name = "Np6FollowError";
    readonly code = "NP6_FOLLOW";
    readonly kind: FollowErrorKind;
    constructor(kind: FollowErrorKind, message: string, options?: {
        readonly cause?: unknown;
    });
}

interface StoredCheckpoint {
    readonly state: string;
    readonly version: string;
}

declare function fileCheckpoint(path: string): Checkpoint;

declare function followEvents<C extends FollowClient<K>, K extends EventKind>(client: C, options: FollowOptions<K>): AsyncIterable<FollowBatch<FollowedBy<C, K>>>;

declare function memoryCheckpoint(): Checkpoint;

export {
    type Checkpoint,
    type FollowBatch,
    type FollowClient,
    type FollowErrorKind,
    type FollowOptions,
    type FollowQuery,
    type FollowWindow,
    type FollowedBy,
    type FollowedEvent,
    Np6FollowError,
    type StoredCheckpoint,
    fileCheckpoint,
    followEvents,
    memoryCheckpoint,
};
