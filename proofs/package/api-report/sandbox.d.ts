import "node:http";

type Envelope<Type extends string, Detail> = {
    readonly type: Type;
    readonly id: string;
    readonly timestamp: number;
    readonly identity: {
        readonly type: "customer";
        readonly agency: string;
        readonly customer: string;
    };
    readonly source: {
        readonly type: "notification";
        readonly detail: Detail;
    };
};

type EventKind = "activations" | "executions" | "cancellations";

type Execution = Versioned & {
    readonly recipient: WireContact;
    readonly data: Readonly<Record<string, unknown>>;
    readonly stamp: WireStamp;
};

interface Sandbox extends AsyncDisposable {
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

type SandboxEvent = WireEvent | {
    readonly timestamp: number;
    readonly [field: string]: unknown;
};

interface SandboxOptions {
    readonly port?: number | undefined;
    readonly key?: string | undefined;
    readonly events?: number | readonly SandboxEvent[] | undefined;
    readonly file?: string | undefined;
    readonly seed?: number | undefined;
    readonly notificationId?: number | undefined;
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

type Versioned = {
    readonly id: number;
    readonly version: string;
    readonly kind: "application";
};

type WireActivation = Envelope<"activation", {
    readonly activation: Versioned & {
        readonly receiver: WireContact;
        readonly stamp: WireStamp;
    };
}>;

type WireCancellation = Envelope<"cancellation", {
    readonly execution: Execution;
    readonly cancellation: {
        readonly type: "user defined policy";
        readonly value: {
            readonly type: "render";
            readonly message: string;
        };
    };
}>;

type WireContact = {
    readonly type: "contact";
    readonly value: {
        readonly type: "footprint";
        readonly id: string;
        readonly unicity: string;
        readonly hash: string;
    };
};

type WireEvent = WireActivation | WireExecution | WireCancellation;

type WireExecution = Envelope<"execution", {
    readonly execution: Execution;
}>;

type WireStamp = {
    readonly time: number;
    readonly id: string;
    readonly thread: string;
};

declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;

export {
    type EventKind,
    type Sandbox,
    type SandboxBehaviour,
    type SandboxEvent,
    type SandboxOptions,
    type SandboxRateLimit,
    type WireActivation,
    type WireCancellation,
    type WireContact,
    type WireEvent,
    type WireExecution,
    type WireStamp,
    startSandbox,
};
