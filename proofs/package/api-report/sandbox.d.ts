import "node:http";

type AsyncClosable = SymbolConstructor extends {
    readonly asyncDispose: infer Name extends symbol;
} ? {
    readonly [Key in Name]: () => Promise<void>;
} : Record<never, never>;

type EventKind = "activations" | "executions" | "cancellations";

type KnownEvent = components['schemas']['KnownEvent'];

declare enum Opaque {
    _ = "(a kind this version does not name)"
}

interface Sandbox extends AsyncClosable {
    readonly url: string;
    readonly key: string;
    append(kind: EventKind, ...events: readonly SandboxEvent[]): void;
    close(): Promise<void>;
}

interface SandboxBehaviour {
    readonly wrongKeyStatus?: 401 | 403 | undefined;
    readonly unknownNotification?: 403 | 404 | 410 | "empty" | undefined;
    readonly emptyAnswer?: "array" | "204" | "empty-body" | undefined;
    readonly errorBody?: "empty" | "json" | undefined;
    readonly zonelessDates?: "utc" | "refuse" | undefined;
    readonly numericDates?: "milliseconds" | "seconds" | "refuse" | undefined;
    readonly invertedWindow?: "empty" | "refuse" | undefined;
    readonly rateLimitReset?: "seconds" | "epoch-seconds" | undefined;
}

type SandboxEvent = {
    readonly timestamp: number;
} & (KnownEvent | {
    readonly [field: string]: unknown;
});

interface SandboxOptions {
    readonly port?: number | undefined;
    readonly host?: string | undefined;
    readonly key?: string | undefined;
    readonly events?: number | readonly SandboxEvent[] | undefined;
    readonly file?: string | undefined;
    readonly seed?: number | undefined;
    readonly notificationId?: number | undefined;
    readonly notifications?: readonly number[] | undefined;
    readonly from?: Date | number | string | undefined;
    readonly to?: Date | number | string | undefined;
    readonly pieceBytes?: number | undefined;
    readonly gzip?: boolean | undefined;
    readonly rateLimit?: SandboxRateLimit | undefined;
    readonly behaviour?: SandboxBehaviour | undefined;
}

interface SandboxRateLimit {
    readonly limit: number;
    readonly periodMs: number;
}

type UnknownKind = Opaque;

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

declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;

export {
    type EventKind,
    type Sandbox,
    type SandboxBehaviour,
    type SandboxEvent,
    type SandboxOptions,
    type SandboxRateLimit,
    startSandbox,
};
