import { expect, test } from "vitest";
import { heldEvents } from "./adversary.ts";
import { databasePassword } from "./fault-database.ts";
import { judgeRun } from "./judge.ts";
import type { FaultConsumer, NetworkFault, Promised } from "./row.ts";
import { type ConsumerOutcome, key } from "./run-consumer.ts";

const ids = heldEvents.map(({ id }) => id);
const error = { code: "NP6_STREAM", kind: "truncated", eventsDelivered: 2, message: "cut" };
const well: ConsumerOutcome = { ids, ended: true, exitCode: 0, shown: "", peakMb: 100 };
const synced: ConsumerOutcome = { ...well, secondSync: { exitCode: 0, shown: "" } };
const cut: ConsumerOutcome = { ...well, ids: ids.slice(0, 2), error };
const truncated: Promised = { code: "NP6_STREAM", kind: "truncated" };

const row = (promised: Promised, more: Partial<NetworkFault> = {}): NetworkFault => ({
  ...{ id: "row", title: "a row", respond: () => {}, promised },
  ...more,
});

test.each<[string, NetworkFault, FaultConsumer, ConsumerOutcome, string[]]>([
  ["every event", row("every event"), "stream", well, []],
  ["the error that was promised", row(truncated), "stream", cut, []],
  ["another kind of error", row({ code: "NP6_HTTP" }), "stream", cut, ["code NP6_STREAM, not NP6_HTTP: cut"]],
  ["an error in place of events", row("every event"), "follow", cut, [`it failed: ${JSON.stringify(error)}`]],
  ["events in place of an error", row(truncated), "array", well, ["it ended well, with 100 events"]],
  ["an error of its own for a follower", row("every event", { followed: truncated }), "follow", cut, []],
  [
    "a lost event",
    row("every event"),
    "stream",
    { ...well, ids: ids.slice(1) },
    ["99 of 100 events", "an event was lost, invented or out of order"],
  ],
  [
    "an event that came twice",
    row(truncated),
    "follow",
    { ...cut, ids: [ids[0], ids[0]] },
    ["an event was lost, invented or out of order"],
  ],
  [
    "a wrong count",
    row(truncated),
    "stream",
    { ...cut, ids: ids.slice(0, 3) },
    ["it got 3 events and was told 2"],
  ],
  ["an array beside an error", row(truncated), "array", cut, ["an array and an error"]],
  ["too many requests", row(truncated, { requests: 3 }), "stream", cut, ["1 requests, not 3"]],
  ["a key", row("every event"), "stream", { ...well, shown: key }, ["it shows the key"]],
  ["an address", row("every event"), "stream", { ...well, shown: "a@example.com" }, ["it shows an address"]],
  [
    "a stack trace",
    row("every event"),
    "pull",
    { ...well, shown: "x\n    at y" },
    ["it shows a stack trace"],
  ],
  ["too much memory", row("every event", { peakMb: 99 }), "stream", well, ["it held 100 MB"]],
  [
    "a process that hangs",
    row("every event"),
    "stream",
    { ...well, ended: false },
    ["it did not end within 20 s"],
  ],
  ["every event after a second sync", row("every event"), "sqlite", synced, []],
  [
    "a sync that ended well in place of an error",
    row({ exitCode: 1 }),
    "sqlite",
    synced,
    ["it ended well, with 100 events"],
  ],
  [
    "an event that a second sync does not find",
    row({ exitCode: 1 }),
    "sqlite",
    { ...synced, ids: ids.slice(0, 99), exitCode: 1, error },
    ["99 of 100 events in the end"],
  ],
  [
    "a second sync that fails",
    row("every event"),
    "postgres",
    { ...synced, ids: [], secondSync: { exitCode: 1, shown: databasePassword } },
    [`a second sync ends with 1: ${databasePassword}`, "it shows the database's password"],
  ],
  [
    "words that lack what they must say",
    row("every event", { says: /is back/ }),
    "postgres",
    { ...synced, shown: "well" },
    ["it does not say /is back/: well"],
  ],
  ["a wrong exit code", row(truncated), "pull", { ...cut, exitCode: 2 }, ["exit code 2"]],
  [
    "half a file",
    row(truncated),
    "file",
    { ...cut, exitCode: 1, untouched: false, leftOver: ["x.tmp"] },
    ["the file is not as it should be", "it left x.tmp"],
  ],
])("%s", (_what, row, consumer, outcome, problems) => {
  expect(judgeRun(row, consumer, outcome, 1)).toEqual(problems);
});
