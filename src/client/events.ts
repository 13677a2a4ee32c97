import type {
  ActivationEvent,
  ActivationNotificationSource,
  CancellationEvent,
  CancellationNotificationSource,
  ExecutionEvent,
  ExecutionNotificationSource,
  Cancellation as GeneratedCancellation,
} from "../../generated/types.d.ts";

export type {
  ActivationDetail,
  CancellationDetail,
  ContactFootprint,
  ContactReference,
  ExecutionDetail,
  Identity,
  Receiver,
  Stamp,
} from "../../generated/types.d.ts";
export type { UnknownKind } from "../../generated/unknown-kind.d.ts";

/**
 * Why a send was dropped. Open: a `type` that this version does not name is an `UnknownKind`. Assumed, from a vendor
 * sample of an email.
 */
export type CancellationReason = GeneratedCancellation;

/**
 * The notification was sent to one contact. Its envelope is documented by the vendor, its detail is in a vendor sample
 * as far as `receiver`; that it means "sent" and carries a `stamp` is assumed.
 */
export interface Activation extends ActivationEvent {
  readonly source: ActivationNotificationSource;
}

/**
 * The platform took the order to send the notification to one contact. Its envelope is documented by the vendor; the
 * detail is assumed, no sample of any execution exists, so only the presence of `execution` is sure.
 */
export interface Execution extends ExecutionEvent {
  readonly source: ExecutionNotificationSource;
}

/**
 * A send was dropped before it left. Its envelope is documented by the vendor; the detail is assumed, from a vendor
 * sample of an email.
 */
export interface Cancellation extends CancellationEvent {
  readonly source: CancellationNotificationSource;
}

/**
 * Anything else that an endpoint lists: an event of another type, from another source or of another shape than this
 * version knows, or a value that is no object. Nothing is dropped: `raw` is what came.
 */
export interface UnknownEvent {
  /** Never from the wire, where an event of the type `unknown` would be wrapped too. */
  readonly type: "unknown";
  /** Id of the event, if it has one that is a string. */
  readonly id?: string;
  /** When it was published, in milliseconds since 1970-01-01T00:00:00Z, if it has a number there. */
  readonly timestamp?: number;
  /** The value as `JSON.parse` made it. May hold personal data. */
  readonly raw: unknown;
}

/** Whatever a query delivers; `type` tells which. */
export type NotificationEvent = Activation | Execution | Cancellation | UnknownEvent;

/**
 * Whether a value, such as a line of an export read back, is an activation that this version knows: its `type`, the
 * type of its source, and an object where the detail belongs. The fields are not checked; `eventValidator` does that.
 */
export function isActivation(value: unknown): value is Activation {
  return isObject(detailOf(value, "activation")?.["activation"]);
}

/** Whether a value is an execution that this version knows; see {@link isActivation}. */
export function isExecution(value: unknown): value is Execution {
  return isObject(detailOf(value, "execution")?.["execution"]);
}

/** Whether a value is a cancellation that this version knows, with the execution it ends; see {@link isActivation}. */
export function isCancellation(value: unknown): value is Cancellation {
  const detail = detailOf(value, "cancellation");
  return isObject(detail?.["cancellation"]) && isObject(detail["execution"]);
}

/** Wraps what no guard recognises. */
export function unknownEvent(raw: unknown): UnknownEvent {
  const { id, timestamp } = isObject(raw) ? raw : {};
  return {
    type: "unknown",
    ...(typeof id === "string" && { id }),
    ...(typeof timestamp === "number" && { timestamp }),
    raw,
  };
}

function detailOf(value: unknown, type: string): Record<string, unknown> | undefined {
  if (!isObject(value) || value["type"] !== type) return undefined;
  const source = value["source"];
  if (!isObject(source) || source["type"] !== "notification") return undefined;
  return isObject(source["detail"]) ? source["detail"] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
