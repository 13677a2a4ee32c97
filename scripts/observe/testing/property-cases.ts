import { eventsWith } from "./base-events.ts";
import { type ObserveCase, ofType, sendOf, set, week } from "./observe-case.ts";

/** Sets of recorded responses, each with a documented property that holds what the contract does not say. */
export const propertyCases: readonly ObserveCase[] = [
  {
    title: "seconds in place of milliseconds in an assumed property",
    events: eventsWith((event) => set(sendOf(event).stamp, { time: Math.floor(event.timestamp / 1000) })),
    says: [`Stamp › time: counts seconds, not milliseconds, 30 of 30, ${week}`],
    proposes: [
      `+    x-evidence: { level: assumed, source: email-activation-sample, note: "Counts seconds and not milliseconds in 30 of 30, ${week}.", refutedBy: [event-schema, stamp-before-publication] }`,
    ],
  },
  {
    title: "seconds in place of milliseconds in a documented one, sometimes",
    events: eventsWith((event, index) => set(event, index < 3 ? { timestamp: event.timestamp / 1000 } : {})),
    says: ["ActivationEvent", "ExecutionEvent", "CancellationEvent"].map(
      (name) => `${name} › timestamp: counts seconds, not milliseconds, 3 of 10, ${week}`,
    ),
    proposes: [
      `-    x-evidence: { level: documented, source: reference, fingerprint: 65eb29bfe43756a8, note: "It is assumed to be required; the check event-schema would refute that." }`,
    ],
    spares: ["+    type: "],
  },
  ...["1793491200000000", "0", "-5"].map((time) => ({
    title: `${time} in place of milliseconds`,
    events: eventsWith((event) => set(sendOf(event).stamp, { time: Number(time) })),
    says: [`Stamp › time: by its size no time in milliseconds, 30 of 30, ${week}`],
    proposes: [
      `+    x-evidence: { level: assumed, source: email-activation-sample, note: "By its size no time in milliseconds in 30 of 30, ${week}.", refutedBy: [event-schema, stamp-before-publication] }`,
    ],
  })),
  {
    title: "a null detail",
    events: ofType("cancellation", (event, index) => set(event.source, index < 4 ? { detail: null } : {})),
    says: [`CancellationNotificationSource › detail: null, 4 of 10, ${week}`],
    proposes: [
      "-    $ref: CancellationDetail.yaml",
      "+      - $ref: CancellationDetail.yaml",
      '+      - type: "null"',
    ],
  },
  {
    title: "a null in place of a text",
    events: eventsWith((event) =>
      set((sendOf(event).receiver ?? sendOf(event).recipient).value, { hash: null }),
    ),
    says: [`ContactFootprint › hash: null, 30 of 30, ${week}`],
    proposes: [
      '+    type: [string, "null"]',
      `+    x-evidence: { level: observed, source: responses-2026-11-24, note: "Seen in 30 of 30, ${week}. Before that, assumed from \`email-activation-sample\`. Null in 30 of 30, ${week}.", refutedBy: [event-schema] }`,
    ],
  },
  {
    title: "a receiver of another kind, whose value is a number",
    events: ofType("execution", (event) =>
      set(sendOf(event), { recipient: { type: "segment", value: 20000042 } }),
    ),
    says: [`Receiver: the kind "segment" is not known, 10 of 30, ${week}`],
    proposes: [
      "+++ b/spec/components/schemas/SegmentReceiver.yaml",
      "+      enum: [contact, segment]",
      "+    type: integer",
    ],
    spares: ["The request side has a union"],
  },
  {
    title: "identifiers of another version",
    events: ofType("execution", (event) => set(event, { id: "0190a6b2-7c3d-7a41-9c1e-2f3b4c5d6e7f" })),
    says: ["ExecutionEvent › id: uuid v7, 10 times; any version is allowed"],
    proposes: [],
    spares: ["format"],
  },
  {
    title: "identifiers that are none",
    events: eventsWith((event) => set(sendOf(event).stamp, { thread: "thread of Canary Lane 7" })),
    says: [`Stamp › thread: no UUID, 30 of 30, ${week}`],
    proposes: ["-    format: uuid"],
  },
  {
    title: "a number that became a text",
    events: ofType("execution", (event) => set(sendOf(event), { id: "000PE4" })),
    says: [`Execution › id: of type string, 10 of 20, ${week}`],
    proposes: ["-    type: integer", "+    type: [integer, string]"],
  },
  {
    title: "a number beyond 32 bits",
    events: ofType("activation", (event) => set(sendOf(event), { id: 4_000_000_042 })),
    says: [`Activation › id: beyond 32 bits, 10 of 10, ${week}`],
    proposes: ["-    maximum: 2147483647", "+    format: int64"],
  },
  {
    title: "a required property that is sometimes absent",
    events: ofType("execution", (event, index) => {
      if (index > 7) delete event.identity;
    }),
    says: ["ExecutionEvent › identity: absent, though required, 2 of 10, 2026-11-01 to 2026-11-08"],
    proposes: [
      "+required: [type, id, timestamp, source]",
      '+    x-evidence: { level: documented, source: reference, note: "Absent in 2 of 10, 2026-11-01 to 2026-11-08.", fingerprint: d0a8960b593da58e }',
    ],
  },
];
