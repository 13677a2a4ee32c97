import type { EventsByKind } from "../../generated/events.js";
import type { Cancellation as GeneratedCancellation } from "../../generated/types.d.ts";
import { isObject } from "../shared/json.ts";

export type {
  ContactFootprint,
  ContactReference,
  Identity,
  Receiver,
  Stamp,
} from "../../generated/types.d.ts";
export type { UnknownKind } from "../../generated/unknown-kind.d.ts";

/**
 * Why a send was dropped. The union is open: a `type` that this version does not name is an `UnknownKind`. Assumed,
 * from a vendor sample of an email.
 */
export type CancellationReason = GeneratedCancellation;

/**
 * Anything else that an endpoint lists: an event of a type, source or shape that this version does not know, or a value
 * that is not an object. Nothing is dropped: `raw` is the received value.
 */
export interface UnknownEvent {
  /** Set by this client: an event whose own type is `unknown` is wrapped, too. */
  readonly type: "unknown";
  /** Id of the event, if it has one that is a string. */
  readonly id?: string;
  /** When it was published, in milliseconds since 1970-01-01T00:00:00Z, if that is a number. */
  readonly timestamp?: number;
  /** The value as `JSON.parse` returned it. It may contain personal data. */
  readonly raw: unknown;
}

/** An event as a query of this kind delivers it: known, or unknown; `type` tells which. */
export type EventOf<K extends keyof EventsByKind> = EventsByKind[K] | UnknownEvent;

/** An event as any query delivers it; `type` tells which. */
export type NotificationEvent = EventOf<keyof EventsByKind>;

/** Wraps an event that no guard recognises. */
export function unknownEvent(raw: unknown): UnknownEvent {
  const { id, timestamp } = isObject(raw) ? raw : {};
  return {
    type: "unknown",
    ...(typeof id === "string" && { id }),
    ...(typeof timestamp === "number" && { timestamp }),
    raw,
  };
}
