/** A question about the API that no published document answers. Only the live API can. */
export interface OpenQuestion {
  /** From 1, never given to another question: reports and documents cite it. */
  readonly number: number;
  /** Its topic, in a few words. */
  readonly topic: string;
  readonly question: string;
  /** Ids of the probes whose responses show it, beside the planned windows, which the checks read. */
  readonly probes: readonly string[];
  /** Ids of the checks that decide it, or a part of it. */
  readonly checks: readonly string[];
  /** JSON pointers into the bundled contract: the statements that an answer settles. */
  readonly pointers: readonly string[];
}

const schemas = "#/components/schemas";
const parameters = "#/components/parameters";
const responses = "#/components/responses";
const headers = "#/components/headers";

/** The questions that the first run against the live API must answer. */
export const openQuestions: readonly OpenQuestion[] = [
  {
    number: 1,
    topic: "a real event of each kind",
    question:
      "What does a real event of a push notification look like on each endpoint, above all the detail of an execution, of which no sample exists?",
    probes: ["ascending", "unsorted", "descending"],
    checks: ["event-schema", "notification-id-in-detail"],
    pointers: [
      `${schemas}/Activation`,
      `${schemas}/Execution`,
      `${schemas}/Stamp`,
      `${schemas}/CustomerIdentity`,
    ],
  },
  {
    number: 2,
    topic: "the type of an endpoint's events",
    question: "Does each endpoint show only events of its own type?",
    probes: ["ascending", "unsorted", "descending"],
    checks: ["endpoint-type"],
    pointers: [
      `${schemas}/ActivationEvent/properties/type`,
      `${schemas}/ExecutionEvent/properties/type`,
      `${schemas}/CancellationEvent/properties/type`,
    ],
  },
  {
    number: 3,
    topic: "no events",
    question: "What does a window without events return: an empty array, 204, or 200 with an empty body?",
    probes: ["empty-window", "quiet-window", "inverted-window"],
    checks: ["window-empty", "window-quiet", "window-inverted"],
    pointers: [`${responses}/no-content`, "#/components/examples/no-events"],
  },
  {
    number: 4,
    topic: "an unknown notification",
    question: "What does a request for a notification return that does not exist, or that was deleted?",
    probes: ["id-unknown"],
    checks: ["id-unknown"],
    pointers: [`${responses}/not-found`, `${responses}/forbidden`],
  },
  {
    number: 5,
    topic: "error responses",
    question:
      "How does the API reject a bad key, a malformed date and an unknown order: with which status, with a body, or not at all?",
    probes: ["key-none", "key-wrong", "start-malformed", "end-malformed", "sort-unknown"],
    checks: [
      "auth-missing",
      "auth-wrong",
      "start-malformed",
      "end-malformed",
      "sort-unknown",
      "refusal-body",
    ],
    pointers: [`${responses}/unauthorized`, `${responses}/forbidden`, `${responses}/bad-request`],
  },
  {
    number: 6,
    topic: "forms of a date",
    question:
      "Does a numeric bound count milliseconds or seconds? Are fractions and offsets understood, and in which zone is a date without one read?",
    probes: ["date-without-zone"],
    checks: [
      "date-epoch-ms",
      "date-microseconds",
      "date-short-fraction",
      "date-offset",
      "date-whole-seconds",
    ],
    pointers: [
      `${parameters}/start/examples/milliseconds`,
      `${parameters}/end/examples/milliseconds`,
      `${schemas}/Instant`,
    ],
  },
  {
    number: 7,
    topic: "no window, and the oldest event",
    question:
      "What does a request without start and end cover, how far back does the history reach, and how wide may a window be?",
    probes: ["no-window"],
    checks: ["window-start-alone", "window-end-alone"],
    pointers: [`${parameters}/start`, `${parameters}/end`],
  },
  {
    number: 8,
    topic: "the size of a response",
    question: "How large do responses get, are they sent in chunks, and do they break off after a 200?",
    probes: ["ascending", "unsorted", "descending", "no-window"],
    checks: ["body-complete"],
    pointers: ["#/components/schemas/NotificationEvents"],
  },
  {
    number: 9,
    topic: "how late events appear",
    question: "How long after its publication can an event be queried, and can it appear after newer events?",
    probes: ["ascending", "repeated"],
    checks: ["repeat-stable"],
    pointers: [`${schemas}/ActivationEvent/properties/timestamp`],
  },
  {
    number: 10,
    topic: "ties",
    question:
      "Are timestamps whole seconds, how many events share one, and is their order stable with sort=asc?",
    probes: ["ascending", "descending", "repeated"],
    checks: ["ties-kept", "sort-asc", "sort-mirror"],
    pointers: [`${parameters}/sort`],
  },
  {
    number: 11,
    topic: "the id of an event",
    question: "Does an event keep its id from call to call, and can it be shown twice or on two endpoints?",
    probes: ["ascending", "repeated"],
    checks: ["id-unique", "id-unique-across-kinds", "event-stable", "repeat-stable"],
    pointers: [`${schemas}/ActivationEvent/properties/id`],
  },
  {
    number: 12,
    topic: "rate limits",
    question:
      "What are the limits, what do they count, and which unit do X-RateLimit-Reset and Retry-After have?",
    probes: ["ascending"],
    checks: ["rate-headers", "rate-backoff"],
    pointers: [
      `${headers}/x-ratelimit-limit`,
      `${headers}/x-ratelimit-remaining`,
      `${headers}/x-ratelimit-reset`,
      `${headers}/retry-after`,
    ],
  },
  {
    number: 13,
    topic: "kinds of cancellations and receivers",
    question:
      "Which types do a cancellation and its value have, and are there receivers other than contacts?",
    probes: ["ascending", "unsorted", "descending"],
    checks: ["event-schema"],
    pointers: [
      `${schemas}/UserDefinedPolicyCancellation`,
      `${schemas}/UnknownCancellation`,
      `${schemas}/RenderFailure`,
      `${schemas}/UnknownCancellationValue`,
      `${schemas}/UnknownReceiver`,
    ],
  },
  {
    number: 14,
    topic: "how a contact is identified",
    question:
      "Is a receiver's value always a footprint, or an id, a unicity or a hash alone? Can unicity be null or an array?",
    probes: ["ascending", "unsorted", "descending"],
    checks: ["event-schema"],
    pointers: [`${schemas}/ContactFootprint`, `${schemas}/UnknownContactReference`],
  },
  {
    number: 15,
    topic: "x-request-id and compression",
    question:
      "Does a success have x-request-id, as error responses do elsewhere, and does the server use gzip?",
    probes: ["ascending", "compressed"],
    checks: ["content-encoding"],
    pointers: [`${headers}/x-request-id`],
  },
];
