import { eventsWith, type Loose, plantedValues } from "./base-events.ts";

/** A set of recorded responses, and the truth about it. */
export interface ObserveCase {
  readonly title: string;
  readonly events: readonly unknown[];
  /** Lines of the report under "Unlike the contract", in the order they come; no others may be there. */
  readonly says: readonly string[];
  /** Lines that the proposal adds or removes, among others. */
  readonly proposes: readonly string[];
  /** Texts that the proposal must not have. */
  readonly spares?: readonly string[];
}

const week = "2026-11-01 to 2026-11-10";
const [address = "", digest = "", street = ""] = plantedValues;
const ofType = (type: string, edit: (event: Loose, index: number) => unknown) =>
  eventsWith((event, index) => (event.type === type ? edit(event, index) : undefined));
const set = (target: object, values: object): void => void Object.assign(target, values);
const sendOf = ({ source: { detail } }: Loose): Loose => detail.activation ?? detail.execution;

/** Sets of recorded responses, each with one thing that the contract does not say. */
export const observeCases: readonly ObserveCase[] = [
  {
    title: "responses as the contract has them",
    events: eventsWith(),
    says: [],
    proposes: [
      `+    x-evidence: { level: observed, source: responses-2026-11-24, note: "Seen in 30 of 30, ${week}. Before that, assumed from \`email-activation-sample\`.", refutedBy: [event-schema] }`,
      `+    x-evidence: { level: observed, source: responses-2026-11-24, note: "Seen in 10 of 10, ${week}. Before that, assumed from \`email-activation-sample\`: The notification sample is cut off before it.", refutedBy: [event-schema] }`,
      `-    x-evidence: { level: assumed, source: email-activation-sample, note: The notification sample is cut off before it., refutedBy: [event-schema] }`,
    ],
    spares: ["level: documented", "level: sampled", "UnknownEvent.yaml", "title: npush-android"],
  },
  {
    title: "a new kind of event",
    events: eventsWith((event, index) => (index === 0 ? { ...event, type: "bounce", code: 550 } : event)),
    says: ['Event: the kind "bounce" is not known, 3 of 30, 2026-11-01'],
    proposes: [
      "+++ b/spec/components/schemas/BounceEvent.yaml",
      "+    bounce: BounceEvent.yaml",
      "+      enum: [activation, execution, cancellation, bounce]",
      "+    $ref: Identity.yaml",
      `+    x-evidence: { level: observed, source: responses-2026-11-24, note: "Seen in 3 of 30, 2026-11-01." }`,
    ],
  },
  {
    title: "a new kind of event that counts seconds",
    events: eventsWith((event, index) =>
      index === 0
        ? { ...event, type: "bounce", timestamp: Math.floor(Number(event["timestamp"]) / 1000) }
        : event,
    ),
    says: ['Event: the kind "bounce" is not known, 3 of 30, 2026-11-01'],
    proposes: [
      "+++ b/spec/components/schemas/BounceEvent.yaml",
      "+    description: Not documented; seen in responses. In seconds since 1970-01-01T00:00:00Z, by its size.",
    ],
    spares: ["+    description: Publication"],
  },
  {
    title: "a renamed property",
    events: eventsWith((event) => {
      const { value } = sendOf(event).receiver ?? sendOf(event).recipient;
      set(value, { uniqueness: value.unicity });
      delete value.unicity;
    }),
    says: [
      `ContactFootprint › uniqueness: not documented, e-mail address, 30 of 30, ${week}; perhaps unicity, renamed`,
    ],
    proposes: [
      "+  uniqueness:",
      `+    x-evidence: { level: observed, source: responses-2026-11-24, note: "Seen in 30 of 30, ${week}. Perhaps unicity, renamed." }`,
    ],
    spares: ["-  unicity:"],
  },
  {
    title: "a renamed property that was required, and holds more",
    events: ofType("activation", (event) => {
      const { activation } = event.source.detail;
      set(activation, { target: activation.receiver });
      delete activation.receiver;
    }),
    says: [
      "Activation › receiver: absent, though required, 10 of 10",
      `Activation › target: not documented, an object of type, value, 10 of 10, ${week}; perhaps receiver, renamed`,
    ],
    proposes: ["+required: [id, version, kind]", "+    $ref: ActivationTarget.yaml", "+  unicity:"],
  },
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
  {
    title: "the same new object in two places",
    events: eventsWith((event, index) =>
      set(sendOf(event), { device: { platform: "ios", os: { major: index }, token: digest } }),
    ),
    says: [
      `Activation › device: not documented, an object of platform, os, token, 10 of 10, ${week}`,
      `Execution › device: not documented, an object of platform, os, token, 20 of 20, ${week}`,
    ],
    proposes: ["+    $ref: ActivationDevice.yaml", "+    $ref: ExecutionDeviceOs.yaml", "+  platform:"],
  },
  {
    title: "a new list of objects",
    events: ofType("activation", (event) =>
      set(sendOf(event), { channels: [{ name: street }, { name: null }] }),
    ),
    says: [`Activation › channels: not documented, array, 10 of 10, ${week}`],
    proposes: ["+    type: array", "+      $ref: ActivationChannelsItem.yaml", '+    type: [string, "null"]'],
  },
  {
    title: "a new object that is used as a map",
    events: ofType("activation", (event) =>
      set(sendOf(event), { variables: { [address]: 1, [digest]: 2, plain: 3 } }),
    ),
    says: [`Activation › variables: not documented, an object whose names may be data, 10 of 10, ${week}`],
    proposes: ["+  variables:", "+    additionalProperties: true"],
    spares: ["plain"],
  },
  {
    title: "properties and kinds that are named by data",
    events: ofType("activation", (event, index) => {
      set(event, { [address]: true, [digest]: 1 });
      if (index === 0) set(sendOf(event).receiver, { type: address });
    }),
    says: [
      "ActivationEvent: properties whose names may be data, 20 times; not shown",
      "Receiver: without a kind, or of one whose name may be data, 1 times; not shown",
    ],
    proposes: [],
  },
  {
    title: "a new kind of source in all events",
    events: eventsWith((event, index) =>
      set(event.source, index === 0 ? { type: "email", detail: { action: { id: "000PE4" } } } : {}),
    ),
    says: ['Source: the kind "email" is not known, 3 of 30, 2026-11-01'],
    proposes: [
      "+++ b/spec/components/schemas/EmailSource.yaml",
      "+++ b/spec/components/schemas/KnownActivationSource.yaml",
      "+++ b/spec/components/schemas/KnownCancellationSource.yaml",
      "+      enum: [notification, email]",
    ],
  },
  {
    title: "a new reason of a cancellation, a phrase, and a new objection",
    events: ofType("cancellation", (event, index) => {
      const { cancellation } = event.source.detail;
      if (index === 0) set(cancellation, { type: "marketing pressure", value: { type: "quota", limit: 3 } });
      else set(cancellation.value, { type: "blocked address" });
    }),
    says: [
      'CancellationValue: the kind "blocked address" is not known, 9 of 9, 2026-11-02 to 2026-11-10',
      'Cancellation: the kind "marketing pressure" is not known, 1 of 10, 2026-11-01',
    ],
    proposes: [
      "+    marketing pressure: MarketingPressureCancellation.yaml",
      "+++ b/spec/components/schemas/BlockedAddressCancellationValue.yaml",
    ],
  },
  {
    title: "a contact that is identified another way, and an account of another kind",
    events: ofType("activation", (event, index) => {
      if (index === 0) set(sendOf(event).receiver, { value: { type: "unicity", value: address } });
      if (index === 1) set(event, { identity: { type: "partner", partner: street } });
    }),
    says: [
      'Identity: the kind "partner" is not known, 1 of 30, 2026-11-02',
      'ContactReference: the kind "unicity" is not known, 1 of 30, 2026-11-01',
    ],
    proposes: ["+      enum: [customer, partner]", "+    unicity: UnicityContactReference.yaml"],
  },
  { title: "no events", events: [], says: [], proposes: [], spares: ["spec/"] },
];
