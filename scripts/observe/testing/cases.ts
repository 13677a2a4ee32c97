import { eventsWith, plantedValues } from "./base-events.ts";
import { type ObserveCase, ofType, sendOf, set, week } from "./observe-case.ts";
import { propertyCases } from "./property-cases.ts";

const [address = "", digest = "", street = ""] = plantedValues;

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
  ...propertyCases,
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
