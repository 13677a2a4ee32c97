import { every, one, replaceOne } from "../parts/events.ts";
import type { EventParts } from "../parts/json.ts";
import { onRequest } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const event = "#/components/schemas/ActivationEvent";
const customer = "#/components/schemas/CustomerIdentity/properties";
const notification = "#/components/schemas/ActivationNotificationSource/properties";

/** A row whose fault is an edit: of one event of hundreds, or of all. */
const edit = (
  id: string,
  title: string,
  property: string,
  scope: typeof one,
  change: (parts: EventParts) => void,
  seenIn?: TopicFault["seenIn"],
): TopicFault => ({
  id,
  title,
  breaks: property.startsWith("#") ? property : `${event}/properties/${property}`,
  ...(seenIn ? { seenIn } : {}),
  stages: () => scope(change),
});

/** Sets a property of the event itself. */
const set = (name: string, value: (old: unknown) => unknown) => (parts: EventParts) => {
  parts.event[name] = value(parts.event[name]);
};
const remove = (name: string) => (parts: EventParts) => {
  delete parts.event[name];
};

/** Identity and source of an event, and what is no event. */
export const envelopeObjectFaults: readonly TopicFault[] = [
  edit("one-identity-missing", "leaves out one identity", "identity", one, remove("identity")),
  edit(
    "one-identity-null",
    "gives one event no identity but null",
    "identity",
    one,
    set("identity", () => null),
  ),
  edit(
    "identity-string",
    "gives the identity as a string",
    "identity",
    every,
    set("identity", () => "DEMO028"),
  ),
  edit(
    "one-identity-without-type",
    "leaves out the type of one identity",
    `${customer}/type`,
    one,
    ({ identity }) => {
      delete identity["type"];
    },
  ),
  edit(
    "one-event-of-another-customer",
    "returns one event of another customer among hundreds",
    `${customer}/customer`,
    one,
    ({ identity }) => {
      identity["customer"] = "03B";
    },
  ),
  edit(
    "one-event-of-another-agency",
    "returns one event of another agency among hundreds",
    `${customer}/agency`,
    one,
    ({ identity }) => {
      identity["agency"] = "MCOM";
    },
  ),
  {
    id: "customer-of-another-on-cancellations",
    title: "returns the cancellations of another customer",
    breaks: `${customer}/customer`,
    condition: { endpoint: "cancellations" },
    stages: () =>
      onRequest(
        "cancellations",
        every(({ identity }) => {
          identity["customer"] = "03B";
        }),
      ),
  },
  edit(
    "customer-number",
    "gives the customer as a number, its leading zero lost",
    `${customer}/customer`,
    every,
    ({ identity }) => {
      identity["customer"] = Number(identity["customer"]);
    },
    "https://github.com/glpi-project/glpi/issues/2318",
  ),
  edit(
    "one-agency-null",
    "gives one identity no agency but null",
    `${customer}/agency`,
    one,
    ({ identity }) => {
      identity["agency"] = null;
    },
  ),
  edit("one-source-missing", "leaves out one source", "source", one, remove("source")),
  edit(
    "source-list",
    "wraps the source in a list",
    "source",
    every,
    set("source", (source) => [source]),
  ),
  edit(
    "one-source-without-type",
    "leaves out the type of one source",
    `${notification}/type`,
    one,
    ({ source }) => {
      delete source["type"];
    },
  ),
  edit(
    "one-detail-missing",
    "leaves out the detail of one source",
    `${notification}/detail`,
    one,
    ({ source }) => {
      delete source["detail"];
    },
  ),
  edit(
    "one-detail-null",
    "gives one source no detail but null",
    `${notification}/detail`,
    one,
    ({ source }) => {
      source["detail"] = null;
    },
  ),
  edit(
    "detail-beside-source",
    "puts the detail beside the source",
    `${notification}/detail`,
    every,
    ({ event: outer, source }) => {
      outer["detail"] = source["detail"];
      delete source["detail"];
    },
  ),
  edit(
    "detail-text",
    "gives the detail as JSON inside a string",
    `${notification}/detail`,
    every,
    ({ source }) => {
      source["detail"] = JSON.stringify(source["detail"]);
    },
  ),
  {
    id: "one-event-null",
    title: "returns null in the place of one event",
    breaks: event,
    stages: () => replaceOne(() => null),
  },
  {
    id: "one-event-list",
    title: "returns a list in the place of one event",
    breaks: event,
    stages: () => replaceOne((whole) => [whole]),
  },
  {
    id: "one-event-text",
    title: "returns one event as JSON inside a string",
    breaks: event,
    stages: () => replaceOne((whole) => JSON.stringify(whole)),
  },
  {
    id: "one-event-empty",
    title: "returns {} in the place of one event",
    breaks: event,
    stages: () => replaceOne(() => ({})),
  },
];
