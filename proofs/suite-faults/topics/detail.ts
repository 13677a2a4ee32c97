import { every, list, one } from "../parts/events.ts";
import { type EventParts, partsOf, receiverName } from "../parts/json.ts";
import { onRequest, when } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const schemas = "#/components/schemas";

const edit = (
  id: string,
  title: string,
  breaks: string,
  scope: typeof one,
  change: (parts: EventParts) => void,
  seenIn?: TopicFault["seenIn"],
): TopicFault => ({
  id,
  title,
  breaks: `${schemas}/${breaks}`,
  ...(seenIn ? { seenIn } : {}),
  stages: () => scope(change),
});

const onlyOn = (kind: Parameters<typeof onRequest>[0], row: TopicFault): TopicFault => ({
  ...row,
  condition: { endpoint: kind },
  stages: () => onRequest(kind, row.stages?.() ?? {}),
});

const send = "Activation/properties";

/** What the detail of an event says about its send. */
export const detailFaults: readonly TopicFault[] = [
  edit(
    "notification-id-string",
    "gives the notification's id as a string",
    `${send}/id`,
    every,
    ({ send: part }) => {
      part["id"] = String(part["id"]);
    },
    "https://github.com/mediacloud/backend/issues/122",
  ),
  edit(
    "one-notification-id-other",
    "names another notification in one event",
    `${send}/id`,
    one,
    ({ send: part }) => {
      part["id"] = 157;
    },
  ),
  edit(
    "one-notification-id-missing",
    "leaves out the notification's id in one event",
    `${send}/id`,
    one,
    ({ send: part, detail }) => {
      if ("activation" in detail) delete part["id"];
      else part["id"] = null;
    },
  ),
  edit("version-number", "gives the version as a number", `${send}/version`, every, ({ send: part }) => {
    part["version"] = 3;
  }),
  edit(
    "one-version-null",
    "gives one event no version but null",
    `${send}/version`,
    one,
    ({ send: part }) => {
      part["version"] = null;
    },
  ),
  edit("kind-number", "gives the kind as a number", `${send}/kind`, every, ({ send: part }) => {
    part["kind"] = 2;
  }),
  onlyOn(
    "activations",
    edit("kind-missing", "leaves out the kind of activations", `${send}/kind`, every, ({ send: part }) => {
      delete part["kind"];
    }),
  ),
  onlyOn(
    "activations",
    edit(
      "one-receiver-missing",
      "leaves out the receiver of one activation",
      `${send}/receiver`,
      one,
      ({ send: part }) => {
        delete part["receiver"];
      },
    ),
  ),
  edit(
    "receiver-address",
    "gives the receiver as an address, as events of emails do",
    `${send}/receiver`,
    every,
    ({ send: part }) => {
      part[receiverName(part)] = "someone@example.com";
    },
  ),
  edit(
    "one-receiver-without-type",
    "leaves out the type of one receiver",
    "ContactReceiver/properties/type",
    one,
    ({ receiver }) => {
      delete receiver["type"];
    },
  ),
  edit(
    "one-contact-missing",
    "leaves out the contact of one receiver",
    "ContactReceiver/properties/value",
    one,
    ({ receiver }) => {
      delete receiver["value"];
    },
  ),
  edit(
    "contact-flat",
    "puts the contact's fields into the receiver",
    "ContactReceiver/properties/value",
    every,
    ({ receiver, contact }) => {
      delete receiver["value"];
      Object.assign(receiver, { id: contact["id"], unicity: contact["unicity"], hash: contact["hash"] });
    },
  ),
  edit(
    "one-contact-without-type",
    "leaves out how one contact is identified",
    "ContactFootprint/properties/type",
    one,
    ({ contact }) => {
      delete contact["type"];
    },
  ),
  edit(
    "contact-id-number",
    "gives contact ids as numbers",
    "ContactFootprint/properties/id",
    every,
    ({ contact }) => {
      contact["id"] = 999_999;
    },
  ),
  edit(
    "unicity-list",
    "gives what makes a contact unique as a list",
    "ContactFootprint/properties/unicity",
    every,
    ({ contact }) => {
      contact["unicity"] = [contact["unicity"]];
    },
  ),
  edit(
    "one-hash-null",
    "gives one contact no hash but null",
    "ContactFootprint/properties/hash",
    one,
    ({ contact }) => {
      contact["hash"] = null;
    },
  ),
  onlyOn(
    "activations",
    edit(
      "activation-called-execution",
      "calls the activation in a detail an execution",
      "ActivationDetail/properties/activation",
      every,
      ({ detail, send: part }) => {
        detail["execution"] = part;
        delete detail["activation"];
      },
    ),
  ),
  {
    id: "nulls-in-narrow-windows",
    title: "gives contacts without their hash but null, only where one bound is sent",
    breaks: `${schemas}/ContactFootprint/properties/hash`,
    condition: { bounds: "one" },
    stages: () =>
      when(
        ({ url }) => url.includes("start=") !== url.includes("end="),
        list((events) => {
          for (const event of events) partsOf(event).contact["hash"] = null;
          return events;
        }),
      ),
  },
];
