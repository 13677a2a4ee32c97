/** A JSON object that a fault may edit. */
export type Json = Record<string, unknown>;

/** The objects inside an event that faults edit; `{}` stands in where one is missing. */
export interface EventParts {
  readonly event: Json;
  readonly identity: Json;
  readonly source: Json;
  readonly detail: Json;
  /** The activation, or the execution. */
  readonly send: Json;
  readonly stamp: Json;
  /** Whom it went to: `receiver` of an activation, `recipient` of an execution. */
  readonly receiver: Json;
  readonly contact: Json;
  /** Only in a cancellation. */
  readonly cancellation: Json;
}

/** Finds the parts of an event. They are the event's own objects: an edit of one shows in it. */
export function partsOf(event: Json): EventParts {
  const source = child(event, "source");
  const detail = child(source, "detail");
  const send = child(detail, "activation" in detail ? "activation" : "execution");
  const receiver = child(send, "receiver" in send ? "receiver" : "recipient");
  return {
    event,
    identity: child(event, "identity"),
    source,
    detail,
    send,
    stamp: child(send, "stamp"),
    receiver,
    contact: child(receiver, "value"),
    cancellation: child(detail, "cancellation"),
  };
}

/** Name of the receiver's property in a send. */
export function receiverName(send: Json): "receiver" | "recipient" {
  return "receiver" in send ? "receiver" : "recipient";
}

function child(value: Json, name: string): Json {
  const inner = value[name];
  return typeof inner === "object" && inner !== null ? (inner as Json) : {};
}
