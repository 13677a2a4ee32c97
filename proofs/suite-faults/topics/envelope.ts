import { every, one } from "../parts/events.ts";
import type { EventParts } from "../parts/json.ts";
import { onRequest } from "../parts/requests.ts";
import type { TopicFault } from "../variant.ts";

const event = "#/components/schemas/ActivationEvent";
const types = ["activation", "execution", "cancellation"];

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
  breaks: property === "" ? event : `${event}/properties/${property}`,
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

/** What every event carries: type, id, timestamp, identity, source. */
export const envelopeFaults: readonly TopicFault[] = [
  edit(
    "timestamp-seconds",
    "gives timestamps in seconds",
    "timestamp",
    every,
    set("timestamp", (ms) => Math.floor(Number(ms) / 1000)),
    "https://github.com/skyblockstats/skyblock-api/issues/210",
  ),
  edit(
    "timestamp-microseconds",
    "gives timestamps in microseconds",
    "timestamp",
    every,
    set("timestamp", (ms) => Number(ms) * 1000),
  ),
  edit(
    "timestamp-nanoseconds",
    "gives timestamps in nanoseconds",
    "timestamp",
    every,
    set("timestamp", (ms) => Number(ms) * 1e6),
  ),
  edit(
    "one-timestamp-seconds",
    "gives one timestamp of hundreds in seconds",
    "timestamp",
    one,
    set("timestamp", (ms) => Math.floor(Number(ms) / 1000)),
  ),
  edit("timestamp-string", "gives timestamps as strings", "timestamp", every, set("timestamp", String)),
  edit(
    "one-timestamp-string",
    "gives one timestamp of hundreds as a string",
    "timestamp",
    one,
    set("timestamp", String),
    "https://github.com/binary-com/websockets/issues/44",
  ),
  edit(
    "timestamp-iso",
    "gives timestamps as dates",
    "timestamp",
    every,
    set("timestamp", (ms) => new Date(Number(ms)).toISOString()),
  ),
  edit(
    "one-timestamp-fraction",
    "gives one timestamp with a fraction of a millisecond",
    "timestamp",
    one,
    set("timestamp", (ms) => Number(ms) + 0.5),
  ),
  edit(
    "one-timestamp-null",
    "gives one event without its time",
    "timestamp",
    one,
    set("timestamp", () => null),
  ),
  edit(
    "one-timestamp-zero",
    "gives one event of 1970",
    "timestamp",
    one,
    set("timestamp", () => 0),
  ),
  edit(
    "one-timestamp-in-the-future",
    "gives one event of the year 2100",
    "timestamp",
    one,
    set("timestamp", () => Date.UTC(2100, 0)),
  ),
  edit("one-timestamp-missing", "leaves out one timestamp", "timestamp", one, remove("timestamp")),
  edit("timestamp-renamed", "calls the timestamp timeStamp", "timestamp", every, (parts) => {
    parts.event["timeStamp"] = parts.event["timestamp"];
    delete parts.event["timestamp"];
  }),
  edit(
    "id-without-dashes",
    "writes ids without dashes",
    "id",
    every,
    set("id", (id) => String(id).replaceAll("-", "")),
    "https://github.com/scandihealth/lpr3-docs/issues/292",
  ),
  edit(
    "one-id-in-braces",
    "writes one id in braces",
    "id",
    one,
    set("id", (id) => `{${id}}`),
  ),
  edit(
    "one-id-empty",
    "gives one event an empty id",
    "id",
    one,
    set("id", () => ""),
  ),
  edit(
    "one-id-null",
    "gives one event no id but null",
    "id",
    one,
    set("id", () => null),
    "https://github.com/mobilizeamerica/api/issues/69",
  ),
  edit(
    "one-id-number",
    "gives one event a number for an id",
    "id",
    one,
    set("id", () => 17),
  ),
  edit("one-id-missing", "leaves out one id", "id", one, remove("id")),
  edit(
    "id-cut",
    "cuts ids to 32 characters",
    "id",
    every,
    set("id", (id) => String(id).slice(0, 32)),
  ),
  edit("one-type-missing", "leaves out one type", "type", one, remove("type")),
  edit(
    "one-type-null",
    "gives one event no type but null",
    "type",
    one,
    set("type", () => null),
  ),
  edit(
    "type-capitalised",
    "capitalises types",
    "type",
    every,
    set("type", (type) => String(type).replace(/^./, (c) => c.toUpperCase())),
  ),
  edit(
    "type-plural",
    "names types as the path does",
    "type",
    every,
    set("type", (type) => `${type}s`),
  ),
  edit(
    "one-type-of-another-endpoint",
    "gives one event the type of another endpoint",
    "type",
    one,
    set("type", (type) => types[(types.indexOf(String(type)) + 1) % 3]),
  ),
  {
    id: "timestamp-string-on-cancellations",
    title: "gives timestamps as strings, on cancellations",
    breaks: "#/components/schemas/CancellationEvent/properties/timestamp",
    condition: { endpoint: "cancellations" },
    stages: () => onRequest("cancellations", every(set("timestamp", String))),
  },
];
