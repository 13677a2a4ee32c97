type EventKind = "activations" | "executions" | "cancellations";

interface EventRow {
    readonly key: string;
    readonly id: string | undefined;
    readonly type: string | undefined;
    readonly publishedAt: number | undefined;
    readonly stampId: string | undefined;
    readonly contactId: string | undefined;
    readonly text: string;
}

interface EventStore {
    readonly name: string;
    readonly batchEvents?: number | undefined;
    open(opening: StoreOpening): Promise<void>;
    streams(): Promise<readonly StoredStream[]>;
    stream(key: StreamKey): Promise<StoredStream | undefined>;
    add(streams: readonly NewStream[]): Promise<void>;
    remove(streams: readonly StreamKey[]): Promise<void>;
    write(key: StreamKey, version: number, change: StreamChange): Promise<WriteReceipt | undefined>;
    close(): Promise<void>;
    readonly workers?: StreamWorkers | undefined;
}

type FollowClient<K extends EventKind> = Readonly<Record<K, FollowQuery>> & {
    readonly baseUrl?: string | undefined;
};

type FollowQuery = (id: number, query: {
    start: Date;
    end: Date;
    sort: "asc";
    signal: AbortSignal | undefined;
}) => {
    batches(): AsyncIterable<readonly FollowedEvent[]>;
};

interface FollowedEvent {
    readonly type: string;
    readonly id?: string | undefined;
    readonly timestamp?: number | null | undefined;
    readonly raw?: unknown;
}

type Instant = Date | {
    readonly epochMilliseconds: number;
} | number | string;

interface NewStream extends StreamKey {
    readonly from: number;
    readonly baseUrl: string | undefined;
}

declare abstract class Np6Error extends Error {
    abstract readonly code: string;
    constructor(message: string, details?: object);
}

declare class Np6SyncError extends Np6Error {
    readonly name = "Np6SyncError";
    readonly code = "NP6_SYNC";
    readonly kind: SyncErrorKind;
    constructor(kind: SyncErrorKind, message: string, options?: {
        readonly cause?: unknown;
    });
}

interface PolledStream {
    readonly kind: EventKind;
    readonly notificationId: number;
    readonly stored: number;
    readonly late: number;
    readonly changed: number;
    readonly error: string | undefined;
}

interface PostgresConnection {
    query(query: PostgresQuery): Promise<PostgresResult | readonly PostgresResult[]>;
    on(event: "error", listener: (error: Error) => void): unknown;
    off(event: "error", listener: (error: Error) => void): unknown;
    release(destroy?: boolean): void;
}

interface PostgresPool {
    connect(): Promise<PostgresConnection>;
    on(event: "error", listener: (error: Error) => void): unknown;
    off(event: "error", listener: (error: Error) => void): unknown;
}

interface PostgresQuery {
    readonly text: string;
    readonly values?: unknown[] | undefined;
    readonly types?: {
        getTypeParser(): (text: string) => string;
    } | undefined;
}

interface PostgresResult {
    readonly rows: readonly Readonly<Record<string, unknown>>[];
}

interface Progress {
    readonly cursor: number;
    readonly settled: number;
}

interface RequestBudget {
    wait(signal: AbortSignal): Promise<void>;
    pause(waitMs: number | undefined): void;
}

interface StoreOpening {
    readonly role: "worker" | "visitor";
    readonly waits?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onNotice?: ((text: string) => void) | undefined;
}

interface StoredStream extends NewStream, StreamPoll {
    readonly state: "active" | "removed";
    readonly version: number;
    readonly progress: Progress;
    readonly newestAt: number | undefined;
    readonly events: number;
    readonly late: number;
    readonly changed: number;
}

interface StreamChange {
    readonly events?: readonly EventRow[] | undefined;
    readonly storedAt?: number | undefined;
    readonly progress?: Progress | undefined;
    readonly poll?: StreamPoll | undefined;
}

interface StreamKey {
    readonly kind: EventKind;
    readonly notificationId: number;
}

interface StreamPoll {
    readonly lastPolledAt: number | undefined;
    readonly nextPollAt: number;
    readonly intervalMs: number;
    readonly error: string | undefined;
}

interface StreamWork {
    readonly concurrency: number;
    readonly once: boolean;
    readonly lag: number;
    readonly signal: AbortSignal;
    poll(key: StreamKey, signal: AbortSignal): Promise<number | undefined>;
}

interface StreamWorkers {
    budget(requestsPerSecond: number): RequestBudget;
    run(work: StreamWork): Promise<void>;
}

type SyncErrorKind = "locked" | "no-database" | "not-a-database" | "newer-schema" | "older-schema" | "other-server" | "driver-missing" | "access-denied" | "io";

interface SyncOptions {
    readonly store: EventStore;
    readonly notifications?: readonly number[] | (() => Promise<readonly number[]>) | undefined;
    readonly kinds?: readonly EventKind[] | undefined;
    readonly from?: Instant | undefined;
    readonly every?: number | undefined;
    readonly maxEvery?: number | undefined;
    readonly lag?: number | undefined;
    readonly overlap?: number | undefined;
    readonly maxRequestsPerSecond?: number | undefined;
    readonly concurrency?: number | undefined;
    readonly once?: boolean | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onPoll?: ((polled: PolledStream) => void) | undefined;
    readonly onNotice?: ((text: string) => void) | undefined;
}

interface SyncSummary {
    readonly streams: number;
    readonly stored: number;
    readonly late: number;
    readonly failed: readonly {
        readonly kind: EventKind;
        readonly notificationId: number;
        readonly error: string;
    }[];
}

interface WriteReceipt {
    readonly version: number;
    readonly stored: number;
    readonly late: number;
    readonly changed: number;
}

declare function postgresStore(database: string | PostgresPool): EventStore;

declare function sqliteStore(path: string): EventStore;

declare function syncEvents<C extends FollowClient<EventKind>>(client: C, options: SyncOptions): Promise<SyncSummary>;

export {
    type EventRow,
    type EventStore,
    type NewStream,
    Np6SyncError,
    type PolledStream,
    type PostgresPool,
    type StoreOpening,
    type StoredStream,
    type StreamChange,
    type StreamKey,
    type StreamPoll,
    type StreamWork,
    type StreamWorkers,
    type SyncErrorKind,
    type SyncOptions,
    type SyncSummary,
    type WriteReceipt,
    postgresStore,
    sqliteStore,
    syncEvents,
};
