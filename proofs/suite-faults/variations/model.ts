import { every, list } from "../parts/events.ts";
import { type EventParts, type Json, partsOf, receiverName } from "../parts/json.ts";
import type { Variation } from "../variant.ts";

const openUnion = "the contract leaves the kinds open";
const optional = "the contract does not require it";
const anyUuid = "any version of UUID will do";

const edit = (
  id: string,
  title: string,
  allowed: string,
  change: (parts: EventParts) => void,
): Variation => ({
  id,
  title,
  allowed,
  stages: () => every(change),
});

/** Replaces each uuid in an event. */
const uuids = (change: (uuid: string) => string) => (parts: EventParts) => {
  for (const [object, name] of [
    [parts.event, "id"],
    [parts.send, "version"],
    [parts.stamp, "id"],
    [parts.stamp, "thread"],
  ] as const) {
    object[name] = change(String(object[name]));
  }
};

/** Writes another version and variant into a uuid. */
const version = (digit: string) => (uuid: string) => uuid.replace(/^(.{14})./, `$1${digit}`);

const more = {
  "x-more": [1, { deep: null }],
  timestampIso: "2026-01-28",
  ["__proto__"]: 1,
  constructor: "x",
};

/** Turns the order of properties round, at every level. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
}

/** Kinds, fields and values that the contract allows. */
export const modelVariations: readonly Variation[] = [
  edit("unknown-identity", "knows another kind of identity", openUnion, ({ event }) => {
    event["identity"] = { type: "partner", agency: 7, members: [] };
  }),
  edit("unknown-source", "knows another kind of source", openUnion, ({ event }) => {
    event["source"] = { type: "campaign", detail: "none", activation: { id: "000PE4" } };
  }),
  edit("unknown-receiver", "knows another kind of receiver", openUnion, ({ send }) => {
    send[receiverName(send)] = { type: "segment", value: 12 };
  }),
  edit("unknown-contact", "knows another way to identify a contact", openUnion, ({ receiver }) => {
    receiver["value"] = { type: "id", value: "0013KDC0" };
  }),
  edit("unknown-cancellation", "knows another reason", openUnion, ({ detail }) => {
    if ("cancellation" in detail) detail["cancellation"] = { type: "redlist", value: null };
  }),
  edit("unknown-objection", "knows another objection of a policy", openUnion, ({ cancellation }) => {
    if ("value" in cancellation) cancellation["value"] = { type: "quota", message: 3 };
  }),
  edit("unknown-kind", "sends to another kind of application", openUnion, ({ send }) => {
    send["kind"] = "wallet pass";
  }),
  edit(
    "more-fields",
    "says more than the contract knows, at every level",
    "more fields are allowed",
    (parts) => {
      for (const part of Object.values(parts)) if (Object.keys(part).length > 0) Object.assign(part, more);
    },
  ),
  {
    id: "names-turned",
    title: "writes properties in another order",
    allowed: "RFC 8259: objects are unordered",
    stages: () => list((events) => events.map(turned)),
  },
  {
    id: "names-shuffled",
    title: "writes properties in another order in each response",
    allowed: "RFC 8259: objects are unordered",
    stages: () => {
      let responses = 0;
      return list((events) => (++responses % 2 === 0 ? events.map(turned) : events));
    },
  },
  edit(
    "uuid-upper-case",
    "writes uuids in upper case",
    "RFC 9562, section 4",
    uuids((uuid) => uuid.toUpperCase()),
  ),
  {
    id: "uuid-case-changes",
    title: "writes uuids in upper case in every other response",
    allowed: "RFC 9562, section 4: both cases are one uuid",
    stages: () => {
      let responses = 0;
      return list((events) => {
        if (++responses % 2 === 0)
          for (const event of events) uuids((uuid) => uuid.toUpperCase())(partsOf(event));
        return events;
      });
    },
  },
  edit("uuid-1", "uses uuids of version 1", anyUuid, uuids(version("1"))),
  edit("uuid-5", "uses uuids of version 5", anyUuid, uuids(version("5"))),
  edit("uuid-7", "uses uuids of version 7", anyUuid, uuids(version("7"))),
  edit("uuid-nil-thread", "uses the nil uuid for threads", anyUuid, ({ stamp }) => {
    stamp["thread"] = "00000000-0000-0000-0000-000000000000";
  }),
  edit("no-stamp", "stamps nothing", optional, ({ send }) => {
    delete send["stamp"];
  }),
  edit("no-stamp-time", "stamps without a time", optional, ({ stamp }) => {
    delete stamp["time"];
  }),
  edit("stamp-with-set", "stamps with a set", "the contract knows it", ({ stamp }) => {
    stamp["set"] = stamp["id"];
  }),
  edit(
    "stamp-at-publication",
    "stamps an event as it is published",
    "not after its publication",
    ({ stamp, event }) => {
      stamp["time"] = event["timestamp"];
    },
  ),
  edit("bare-identity", "names neither agency nor customer", optional, ({ identity }) => {
    delete identity["agency"];
    delete identity["customer"];
  }),
  edit("bare-contact", "says nothing of contacts", optional, ({ receiver }) => {
    receiver["value"] = { type: "footprint" };
  }),
  edit("bare-execution", "says nothing of executions", optional, ({ detail }) => {
    if ("execution" in detail) detail["execution"] = {};
  }),
  edit("bare-cancellation", "says nothing of what a policy objected to", optional, ({ detail }) => {
    if ("cancellation" in detail) detail["cancellation"] = { type: "user defined policy" };
  }),
  edit("data-of-the-caller", "hands back whatever the caller sent", "data is free", ({ send }) => {
    if ("data" in send)
      send["data"] = { "": [[], {}, null, -0], big: 2 ** 60, "a/b~c": "\u2028" } satisfies Json;
  }),
  edit("strange-texts", "uses texts that look like JSON", "any string will do", ({ contact, identity }) => {
    contact["unicity"] = '{"a":1,"a":2}, [\\" \\\\';
    identity["agency"] = "\u{1f600} \u0645\u0631\u062d\u0628\u0627 \ud800";
  }),
];
