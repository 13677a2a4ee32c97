import { Client } from "openapi-fetch";

interface Activation extends ActivationEvent {
    readonly source: ActivationNotificationSource;
}

type ActivationDetail = components['schemas']['ActivationDetail'];

type ActivationEvent = components['schemas']['ActivationEvent'];

type ActivationNotificationSource = components['schemas']['ActivationNotificationSource'];

type ApiKey = string | (() => string | Promise<string>);

interface Cancellation extends CancellationEvent {
    readonly source: CancellationNotificationSource;
}

type Cancellation$1 = components['schemas']['Cancellation'];

type CancellationDetail = components['schemas']['CancellationDetail'];

type CancellationEvent = components['schemas']['CancellationEvent'];

type CancellationNotificationSource = components['schemas']['CancellationNotificationSource'];

type CancellationReason = Cancellation$1;

type ContactFootprint = components['schemas']['ContactFootprint'];

type ContactReference = components['schemas']['ContactReference'];

type EventKind = "activations" | "executions" | "cancellations";

type EventOf<K extends keyof EventsByKind> = EventsByKind[K] | UnknownEvent;

type EventQueries = {
    readonly [K in keyof EventsByKind]: (id: number, query?: EventQueryOptions<K>) => EventQuery<EventsByKind[K] | UnknownEvent>;
};

interface EventQuery<E> extends EventStream<E>, Pick<Promise<E[]>, "then" | "catch" | "finally"> {
    withResponse(): Promise<EventResponse<E[]>>;
    withResponse(options: {
        readonly as: "stream";
    }): Promise<EventResponse<EventStream<E>>>;
}

type EventQueryOptions<K extends EventKind = EventKind> = EventQueryParameters<K> & {
    signal?: AbortSignal | undefined;
};

type EventQueryParameters<K extends EventKind = EventKind> = Pick<ParameterValues, (typeof endpoints)[K]["parameters"][number]>;

interface EventResponse<Data> {
    readonly data: Data;
    readonly response: Response;
    readonly requestId: string | undefined;
    readonly rateLimit: RateLimit | undefined;
}

interface EventStream<E> extends AsyncIterable<E> {
    batches(): AsyncIterable<E[]>;
}

interface EventsByKind {
    readonly "activations": Activation;
    readonly "executions": Execution;
    readonly "cancellations": Cancellation;
}

interface Execution extends ExecutionEvent {
    readonly source: ExecutionNotificationSource;
}

type ExecutionDetail = components['schemas']['ExecutionDetail'];

type ExecutionEvent = components['schemas']['ExecutionEvent'];

type ExecutionNotificationSource = components['schemas']['ExecutionNotificationSource'];

type Fetch = (url: string, init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly signal: AbortSignal;
    readonly redirect: "manual";
    readonly cache?: "no-store";
    readonly body?: ReadableStream<Uint8Array>;
    readonly duplex?: "half";
}) => Promise<FetchResponse>;

interface FetchResponse extends Pick<Response, "arrayBuffer" | "bodyUsed" | "json" | "ok" | "redirected" | "status" | "statusText" | "text" | "type" | "url"> {
    readonly headers: Pick<Headers, "get"> & Iterable<[
        string,
        string
    ]>;
    readonly body: {
        cancel(reason?: unknown): Promise<void>;
        getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, "cancel" | "read" | "releaseLock">;
    } | null;
}

interface HookOptions {
    onRequest?: ((event: RequestEvent) => void) | undefined;
    onResponse?: ((event: ResponseEvent) => void) | undefined;
    onRetry?: ((event: RetryEvent) => void) | undefined;
    logger?: Logger | undefined;
}

interface HttpErrorDetails {
    readonly status: number;
    readonly requestId: string | undefined;
    readonly rateLimit: RateLimit | undefined;
    readonly retryAfterMs: number | undefined;
    readonly body: string;
}

type HttpErrorKind = "bad-request" | "unauthorized" | "forbidden" | "not-found" | "rate-limited" | "server-error" | "other";

type Identity = components['schemas']['Identity'];

type Instant = Date | {
    readonly epochMilliseconds: number;
} | number | string;

interface Logger {
    debug(line: string, details: object): void;
    info(line: string, details: object): void;
    warn(line: string, details: object): void;
}

type NotificationEvent = EventOf<keyof EventsByKind>;

interface Np6Client extends EventQueries {
    readonly baseUrl: string;
    readonly raw: RawClient;
}

interface Np6ClientOptions extends TransportOptions {
    validator?: StandardSchema | undefined;
    onUnknownEvent?: ((notice: UnknownEventNotice) => void) | undefined;
}

declare class Np6ConfigError extends Np6Error {
    readonly name = "Np6ConfigError";
    readonly code = "NP6_CONFIG";
}

declare class Np6ConnectionError extends Np6Error {
    readonly name = "Np6ConnectionError";
    readonly code = "NP6_CONNECTION";
}

declare abstract class Np6Error extends Error {
    abstract readonly code: string;
    constructor(message: string, details?: object);
}

declare class Np6HttpError extends Np6Error {
    readonly name = "Np6HttpError";
    readonly code = "NP6_HTTP";
    readonly status: number;
    readonly kind: HttpErrorKind;
    readonly requestId: string | undefined;
    readonly rateLimit: RateLimit | undefined;
    readonly retryAfterMs: number | undefined;
    readonly body: string;
    constructor(message: string, details: HttpErrorDetails);
}

declare class Np6RedirectError extends Np6Error {
    readonly name = "Np6RedirectError";
    readonly code = "NP6_REDIRECT";
    readonly status: number | undefined;
    readonly location: string | undefined;
    constructor(message: string, details?: {
        status?: number | undefined;
        location?: string | undefined;
    });
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

declare class Np6TimeoutError extends Np6Error {
    readonly name = "Np6TimeoutError";
    readonly code = "NP6_TIMEOUT";
    readonly kind: TimeoutKind;
    readonly timeoutMs: number;
    constructor(message: string, details: {
        kind: TimeoutKind;
        timeoutMs: number;
    });
}

declare class Np6ValidationError extends Np6Error {
    readonly name = "Np6ValidationError";
    readonly code = "NP6_VALIDATION";
    readonly index: number;
    readonly eventId: string | undefined;
    readonly issues: readonly ValidationIssue[];
    constructor(message: string, details: {
        index: number;
        eventId: string | undefined;
        issues: readonly ValidationIssue[];
    });
}

declare enum Opaque {
    _ = "(a kind this version does not name)"
}

type ParameterValue<Taken> = Taken extends {
    readonly kind: "instant";
} ? Instant : Taken extends {
    readonly values: readonly (infer Value)[];
} ? Value : Taken extends {
    readonly kind: "integer" | "number";
} ? number : Taken extends {
    readonly kind: "boolean";
} ? boolean : string;

type ParameterValues = {
    readonly [Name in keyof typeof queryParameters$1]?: ParameterValue<(typeof queryParameters$1)[Name]> | undefined;
};

interface RateLimit {
    readonly limit: number | undefined;
    readonly remaining: number | undefined;
    readonly resetAt: Date | undefined;
}

interface RawClient extends Client<paths> {
}

type Receiver = components['schemas']['Receiver'];

interface RequestEvent {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly attempt: number;
}

interface ResponseEvent extends RequestEvent {
    readonly status: number;
    readonly requestId: string | undefined;
    readonly rateLimit: RateLimit | undefined;
    readonly headers: Readonly<Record<string, string>>;
    readonly durationMs: number;
}

interface RetryEvent extends RequestEvent {
    readonly delayMs: number;
    readonly reason: string;
}

interface RetryOptions {
    limit?: number | undefined;
    baseMs?: number | undefined;
    throttledBaseMs?: number | undefined;
    maxRetryAfterMs?: number | undefined;
}

interface SchemaIssue {
    readonly message: string;
    readonly path?: readonly (PropertyKey | {
        readonly key: PropertyKey;
    })[] | undefined;
}

type SchemaResult<Output> = {
    readonly value: Output;
    readonly issues?: undefined;
} | {
    readonly issues: readonly SchemaIssue[];
};

type Stamp = components['schemas']['Stamp'];

interface StandardSchema<Input = unknown, Output = Input> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
        readonly types?: {
            readonly input: Input;
            readonly output: Output;
        } | undefined;
    };
}

type StreamErrorKind = "truncated" | "not-an-array" | "malformed" | "encoding" | "too-large" | "interrupted";

type TimeoutKind = "attempt" | "idle" | "total";

interface TimeoutOptions {
    attempt?: number | undefined;
    idle?: number | undefined;
    total?: number | undefined;
}

interface TransportOptions extends HookOptions {
    apiKey: ApiKey | undefined;
    baseUrl?: string | undefined;
    fetch?: Fetch | undefined;
    retry?: false | RetryOptions | undefined;
    maxRequestsPerSecond?: number | undefined;
    timeout?: TimeoutOptions | undefined;
    allowInsecureHttp?: boolean | undefined;
    dangerouslyAllowBrowser?: boolean | undefined;
    userAgent?: string | undefined;
}

interface UnknownEvent {
    readonly type: "unknown";
    readonly id?: string;
    readonly timestamp?: number;
    readonly raw: unknown;
}

interface UnknownEventNotice {
    readonly kind: EventKind;
    readonly index: number;
}

type UnknownKind = Opaque;

interface ValidationIssue {
    readonly pointer: string;
    readonly rule: string;
    readonly message: string;
}

interface components {
    schemas: {
        readonly Instant: string | number;
        readonly SortOrder: "asc" | "desc";
        readonly CustomerIdentity: {
            readonly type: "customer";
            readonly agency?: string;
            readonly customer?: string;
        };
        readonly KnownIdentity: components["schemas"]["CustomerIdentity"];
        readonly UnknownIdentity: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly Identity: components["schemas"]["KnownIdentity"] | components["schemas"]["UnknownIdentity"];
        readonly ContactFootprint: {
            readonly type: "footprint";
            readonly id?: string;
            readonly unicity?: string;
            readonly hash?: string;
        };
        readonly KnownContactReference: components["schemas"]["ContactFootprint"];
        readonly UnknownContactReference: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly ContactReference: components["schemas"]["KnownContactReference"] | components["schemas"]["UnknownContactReference"];
        readonly ContactReceiver: {
            readonly type: "contact";
            readonly value: components["schemas"]["ContactReference"];
        };
        readonly KnownReceiver: components["schemas"]["ContactReceiver"];
        readonly UnknownReceiver: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly Receiver: components["schemas"]["KnownReceiver"] | components["schemas"]["UnknownReceiver"];
        readonly Stamp: {
            readonly time?: number;
            readonly id?: string;
            readonly thread?: string;
            readonly set?: string;
        };
        readonly Activation: {
            readonly id: number;
            readonly version: string;
            readonly kind: string;
            readonly receiver: components["schemas"]["Receiver"];
            readonly stamp?: components["schemas"]["Stamp"];
        };
        readonly ActivationDetail: {
            readonly activation: components["schemas"]["Activation"];
        };
        readonly ActivationNotificationSource: {
            readonly type: "notification";
            readonly detail: components["schemas"]["ActivationDetail"];
        };
        readonly KnownActivationSource: components["schemas"]["ActivationNotificationSource"];
        readonly UnknownSource: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly ActivationSource: components["schemas"]["KnownActivationSource"] | components["schemas"]["UnknownSource"];
        readonly ActivationEvent: {
            readonly type: "activation";
            readonly id: string;
            readonly timestamp: number;
            readonly identity: components["schemas"]["Identity"];
            readonly source: components["schemas"]["ActivationSource"];
        };
        readonly Execution: {
            readonly id?: number;
            readonly version?: string;
            readonly kind?: string;
            readonly recipient?: components["schemas"]["Receiver"];
            readonly data?: {
                readonly [key: string]: unknown;
            };
            readonly stamp?: components["schemas"]["Stamp"];
        };
        readonly ExecutionDetail: {
            readonly execution: components["schemas"]["Execution"];
        };
        readonly ExecutionNotificationSource: {
            readonly type: "notification";
            readonly detail: components["schemas"]["ExecutionDetail"];
        };
        readonly KnownExecutionSource: components["schemas"]["ExecutionNotificationSource"];
        readonly ExecutionSource: components["schemas"]["KnownExecutionSource"] | components["schemas"]["UnknownSource"];
        readonly ExecutionEvent: {
            readonly type: "execution";
            readonly id: string;
            readonly timestamp: number;
            readonly identity: components["schemas"]["Identity"];
            readonly source: components["schemas"]["ExecutionSource"];
        };
        readonly RenderFailure: {
            readonly type: "render";
            readonly message?: string;
        };
        readonly KnownCancellationValue: components["schemas"]["RenderFailure"];
        readonly UnknownCancellationValue: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly CancellationValue: components["schemas"]["KnownCancellationValue"] | components["schemas"]["UnknownCancellationValue"];
        readonly UserDefinedPolicyCancellation: {
            readonly type: "user defined policy";
            readonly value?: components["schemas"]["CancellationValue"];
        };
        readonly KnownCancellation: components["schemas"]["UserDefinedPolicyCancellation"];
        readonly UnknownCancellation: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly Cancellation: components["schemas"]["KnownCancellation"] | components["schemas"]["UnknownCancellation"];
        readonly CancellationDetail: {
            readonly execution: components["schemas"]["Execution"];
            readonly cancellation: components["schemas"]["Cancellation"];
        };
        readonly CancellationNotificationSource: {
            readonly type: "notification";
            readonly detail: components["schemas"]["CancellationDetail"];
        };
        readonly KnownCancellationSource: components["schemas"]["CancellationNotificationSource"];
        readonly CancellationSource: components["schemas"]["KnownCancellationSource"] | components["schemas"]["UnknownSource"];
        readonly CancellationEvent: {
            readonly type: "cancellation";
            readonly id: string;
            readonly timestamp: number;
            readonly identity: components["schemas"]["Identity"];
            readonly source: components["schemas"]["CancellationSource"];
        };
        readonly KnownEvent: components["schemas"]["ActivationEvent"] | components["schemas"]["ExecutionEvent"] | components["schemas"]["CancellationEvent"];
        readonly UnknownEvent: {
            readonly type: UnknownKind;
        } & {
            readonly [key: string]: unknown;
        };
        readonly NotificationEvent: components["schemas"]["KnownEvent"] | components["schemas"]["UnknownEvent"];
        readonly NotificationEvents: readonly components["schemas"]["NotificationEvent"][];
    };
    responses: {
        readonly "no-content": {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly "bad-request": {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly unauthorized: {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly forbidden: {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly "not-found": {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly "too-many-requests": {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly "X-RateLimit-Limit": components["headers"]["x-ratelimit-limit"];
                readonly "X-RateLimit-Remaining": components["headers"]["x-ratelimit-remaining"];
                readonly "X-RateLimit-Reset": components["headers"]["x-ratelimit-reset"];
                readonly "Retry-After": components["headers"]["retry-after"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly "server-error": {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        readonly unavailable: {
            headers: {
                readonly "x-request-id": components["headers"]["x-request-id"];
                readonly "Retry-After": components["headers"]["retry-after"];
                readonly [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        readonly "notification-id": number;
        readonly start: components["schemas"]["Instant"];
        readonly end: components["schemas"]["Instant"];
        readonly sort: components["schemas"]["SortOrder"];
    };
    requestBodies: never;
    headers: {
        readonly "x-request-id": string;
        readonly "x-ratelimit-limit": number;
        readonly "x-ratelimit-remaining": number;
        readonly "x-ratelimit-reset": number;
        readonly "retry-after": string;
    };
    pathItems: never;
}

declare function createNp6Client(options: Np6ClientOptions): Np6Client;

declare const endpoints: {
    readonly "activations": {
        readonly "path": "/notifications/{id}/events/activations";
        readonly "eventType": "activation";
        readonly "sources": {
            readonly "notification": readonly [
                "activation"
            ];
        };
        readonly "parameters": readonly [
            "start",
            "end",
            "sort"
        ];
    };
    readonly "executions": {
        readonly "path": "/notifications/{id}/events/executions";
        readonly "eventType": "execution";
        readonly "sources": {
            readonly "notification": readonly [
                "execution"
            ];
        };
        readonly "parameters": readonly [
            "start",
            "end",
            "sort"
        ];
    };
    readonly "cancellations": {
        readonly "path": "/notifications/{id}/events/cancellations";
        readonly "eventType": "cancellation";
        readonly "sources": {
            readonly "notification": readonly [
                "execution",
                "cancellation"
            ];
        };
        readonly "parameters": readonly [
            "start",
            "end",
            "sort"
        ];
    };
};

declare function isActivation(value: unknown): value is Activation;

declare function isCancellation(value: unknown): value is Cancellation;

declare function isEventOf<K extends EventKind>(kind: K, value: unknown): value is EventsByKind[K];

declare function isExecution(value: unknown): value is Execution;

interface operations {
    readonly listActivations: {
        readonly parameters: {
            readonly query?: {
                readonly start?: components["parameters"]["start"];
                readonly end?: components["parameters"]["end"];
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["notification-id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly "x-request-id": components["headers"]["x-request-id"];
                    readonly "X-RateLimit-Limit": components["headers"]["x-ratelimit-limit"];
                    readonly "X-RateLimit-Remaining": components["headers"]["x-ratelimit-remaining"];
                    readonly "X-RateLimit-Reset": components["headers"]["x-ratelimit-reset"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationEvents"];
                };
            };
            readonly 204: components["responses"]["no-content"];
            readonly 400: components["responses"]["bad-request"];
            readonly 401: components["responses"]["unauthorized"];
            readonly 403: components["responses"]["forbidden"];
            readonly 404: components["responses"]["not-found"];
            readonly 429: components["responses"]["too-many-requests"];
            readonly 500: components["responses"]["server-error"];
            readonly 503: components["responses"]["unavailable"];
        };
    };
    readonly listExecutions: {
        readonly parameters: {
            readonly query?: {
                readonly start?: components["parameters"]["start"];
                readonly end?: components["parameters"]["end"];
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["notification-id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly "x-request-id": components["headers"]["x-request-id"];
                    readonly "X-RateLimit-Limit": components["headers"]["x-ratelimit-limit"];
                    readonly "X-RateLimit-Remaining": components["headers"]["x-ratelimit-remaining"];
                    readonly "X-RateLimit-Reset": components["headers"]["x-ratelimit-reset"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationEvents"];
                };
            };
            readonly 204: components["responses"]["no-content"];
            readonly 400: components["responses"]["bad-request"];
            readonly 401: components["responses"]["unauthorized"];
            readonly 403: components["responses"]["forbidden"];
            readonly 404: components["responses"]["not-found"];
            readonly 429: components["responses"]["too-many-requests"];
            readonly 500: components["responses"]["server-error"];
            readonly 503: components["responses"]["unavailable"];
        };
    };
    readonly listCancellations: {
        readonly parameters: {
            readonly query?: {
                readonly start?: components["parameters"]["start"];
                readonly end?: components["parameters"]["end"];
                readonly sort?: components["parameters"]["sort"];
            };
            readonly header?: never;
            readonly path: {
                readonly id: components["parameters"]["notification-id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly "x-request-id": components["headers"]["x-request-id"];
                    readonly "X-RateLimit-Limit": components["headers"]["x-ratelimit-limit"];
                    readonly "X-RateLimit-Remaining": components["headers"]["x-ratelimit-remaining"];
                    readonly "X-RateLimit-Reset": components["headers"]["x-ratelimit-reset"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["NotificationEvents"];
                };
            };
            readonly 204: components["responses"]["no-content"];
            readonly 400: components["responses"]["bad-request"];
            readonly 401: components["responses"]["unauthorized"];
            readonly 403: components["responses"]["forbidden"];
            readonly 404: components["responses"]["not-found"];
            readonly 429: components["responses"]["too-many-requests"];
            readonly 500: components["responses"]["server-error"];
            readonly 503: components["responses"]["unavailable"];
        };
    };
}

interface paths {
    readonly "/notifications/{id}/events/activations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["listActivations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications/{id}/events/executions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["listExecutions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/notifications/{id}/events/cancellations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: operations["listCancellations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}

declare const queryParameters$1: {
    readonly "start": {
        readonly "kind": "instant";
    };
    readonly "end": {
        readonly "kind": "instant";
    };
    readonly "sort": {
        readonly "kind": "choice";
        readonly "values": readonly [
            "asc",
            "desc"
        ];
    };
};

export {
    Activation,
    type ActivationDetail,
    type ApiKey,
    Cancellation,
    type CancellationDetail,
    type CancellationReason,
    type ContactFootprint,
    type ContactReference,
    type EventKind,
    type EventOf,
    type EventQueries,
    type EventQuery,
    type EventQueryOptions,
    type EventQueryParameters,
    type EventResponse,
    type EventStream,
    EventsByKind,
    Execution,
    type ExecutionDetail,
    type Fetch,
    type FetchResponse,
    type HookOptions,
    type HttpErrorKind,
    type Identity,
    type Instant,
    type Logger,
    type NotificationEvent,
    type Np6Client,
    type Np6ClientOptions,
    Np6ConfigError,
    Np6ConnectionError,
    Np6Error,
    Np6HttpError,
    Np6RedirectError,
    Np6StreamError,
    Np6TimeoutError,
    Np6ValidationError,
    type RateLimit,
    type RawClient,
    type Receiver,
    type RequestEvent,
    type ResponseEvent,
    type RetryEvent,
    type RetryOptions,
    type SchemaIssue,
    type SchemaResult,
    type Stamp,
    type StandardSchema,
    type StreamErrorKind,
    type TimeoutKind,
    type TimeoutOptions,
    type TransportOptions,
    type UnknownEvent,
    type UnknownEventNotice,
    type UnknownKind,
    type ValidationIssue,
    createNp6Client,
    isActivation,
    isCancellation,
    isEventOf,
    isExecution,
};
