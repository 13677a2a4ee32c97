/**
 * The events as they travel, reconstructed: no vendor sample of these three endpoints is public, so the shape is put
 * together from samples of notification opt-outs and of email events. `type` aliases, since an interface could not be
 * passed where an open object is asked for.
 */

/** Who a notification went to. `unicity` is often an e-mail address: personal data. */
export type WireContact = {
  readonly type: "contact";
  readonly value: {
    readonly type: "footprint";
    readonly id: string;
    readonly unicity: string;
    readonly hash: string;
  };
};

/** What the events of one send have in common; `time` is in milliseconds since 1970 UTC. */
export type WireStamp = { readonly time: number; readonly id: string; readonly thread: string };

type Envelope<Type extends string, Detail> = {
  readonly type: Type;
  readonly id: string;
  /** Publication, in milliseconds since 1970 UTC: what `start`, `end` and `sort` work on. */
  readonly timestamp: number;
  readonly identity: { readonly type: "customer"; readonly agency: string; readonly customer: string };
  readonly source: { readonly type: "notification"; readonly detail: Detail };
};

type Versioned = {
  /** The notification. */
  readonly id: number;
  readonly version: string;
  readonly kind: "application";
};

type Execution = Versioned & {
  readonly recipient: WireContact;
  readonly data: Readonly<Record<string, unknown>>;
  readonly stamp: WireStamp;
};

/** A notification was really sent. */
export type WireActivation = Envelope<
  "activation",
  { readonly activation: Versioned & { readonly receiver: WireContact; readonly stamp: WireStamp } }
>;

/** The platform took a send. */
export type WireExecution = Envelope<"execution", { readonly execution: Execution }>;

/** A send was dropped before it left. */
export type WireCancellation = Envelope<
  "cancellation",
  {
    readonly execution: Execution;
    readonly cancellation: {
      readonly type: "user defined policy";
      readonly value: { readonly type: "render"; readonly message: string };
    };
  }
>;

/** An event of a shape that the sandbox generates. */
export type WireEvent = WireActivation | WireExecution | WireCancellation;

/** An event to put into the sandbox: a {@link WireEvent}, or any other object with an integer `timestamp`. */
export type SandboxEvent = WireEvent | { readonly timestamp: number; readonly [field: string]: unknown };
