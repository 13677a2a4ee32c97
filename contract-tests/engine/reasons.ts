/**
 * Why a check could not be judged. The list is closed: a reason that is not here is a defect of the suite, not a
 * property of the server, and every report can explain each of them.
 */
export const reasons = {
  "no-events": "the window has no events",
  "one-timestamp": "all events of the window have the same timestamp, so they show no order",
  "no-ties": "no two events share a timestamp",
  "no-single-event": "every event shares its timestamp with another",
  "no-gap": "an event was published in every millisecond",
  "no-stamp": "no event has a stamp",
  "no-rate-headers": "no response had a rate-limit header",
  "not-limited": "the server never responded with 429",
  "not-compressed": "the server compressed no response",
  "rate-limited": "the server responded with 429 for longer than the suite waits",
  "base-response-unusable": "the response that this check compares with is faulty or missing",
  "no-response": "the server responded to no request that this check judges",
  "response-too-large": "the response is larger than the suite reads",
  "stateless-target": "the target serves fixed examples and neither filters nor sorts",
  "probe-not-allowed":
    "the suite sends this request only once a run, or only to loopback unless NP6_PROBES=1: it has another method than GET, or the key in its URL",
  "far-date-rejected": "the server rejects the distant date that this check needs",
  "no-identity": "no event names its customer",
  "request-budget": "the run had no requests left",
  "notification-zero": "the run itself tests notification 0",
  "key-without-letters": "the key has no letter, so its case cannot be changed",
  "run-stopped": "the run stopped early",
  "not-recorded": "the recording has no response to this request",
} as const;

/** Id of a reason in {@link reasons}. */
export type Reason = keyof typeof reasons;

/** Why something could not be judged, in the place of what would have been found. */
export interface NotExercised {
  readonly notExercised: Reason;
}

/** Shorthand for a verdict that could not be reached. */
export function notExercised(reason: Reason): NotExercised {
  return { notExercised: reason };
}
