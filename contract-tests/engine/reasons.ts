/**
 * Why a check could not be judged. The list is closed: a reason that is not here is a defect of the suite, not a
 * property of the server, and every report can explain each of them.
 */
export const reasons = {
  "no-events": "the window holds no event",
  "one-timestamp": "all events of the window carry the same timestamp, so no order can show",
  "no-ties": "no two events share a timestamp",
  "no-single-event": "every event shares its timestamp with another",
  "no-gap": "an event was published in every millisecond",
  "no-stamp": "no event carries a stamp",
  "no-rate-headers": "no response carried a rate-limit header",
  "not-limited": "the server never answered 429",
  "not-compressed": "the server compresses nothing",
  "rate-limited": "the server answered 429 for longer than the suite waits",
  "base-response-unusable": "the response this check compares with is itself faulty or was not given",
  "no-response": "no response came to any request that this check judges",
  "response-too-large": "the response exceeds what the suite reads in one piece",
  "stateless-target": "the target serves canned examples and neither filters nor sorts",
  "probe-not-allowed":
    "the request is sent once a run, or to loopback only unless asked for: with another method than GET, or with the key in its URL",
  "far-date-rejected": "the server rejects dates as far away as the one this check is about",
  "no-identity": "no event names its customer",
  "request-budget": "the run had used up its requests",
  "notification-zero": "the notification of the run is 0 itself",
  "key-without-letters": "the key has no letter whose case could be changed",
  "run-stopped": "the run stopped early",
  "not-recorded": "the recording holds no response to this request",
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
