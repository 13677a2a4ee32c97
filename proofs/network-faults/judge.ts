import { heldEvents } from "./adversary.ts";
import { databasePassword } from "./fault-database.ts";
import type { FaultConsumer, NetworkFault, Promised } from "./row.ts";
import { type ConsumerOutcome, key } from "./run-consumer.ts";

/** What is wrong with an outcome, a line each; nothing if the promise was kept. */
export function judgeRun(
  row: NetworkFault,
  consumer: FaultConsumer,
  outcome: ConsumerOutcome,
  requests: number,
): string[] {
  const { ended, ids, shown, peakMb, error } = outcome;
  if (!ended) return [`it did not end within ${row.seconds ?? 20} s`];
  const promised = (consumer === "follow" ? row.followed : undefined) ?? row.promised;
  const problems = [...judgePromise(promised, consumer, outcome)];
  const held = heldEvents.map(({ id }) => id);
  const known = row.abortAfter === undefined ? held : ids.map((_, index) => held[index % held.length]);
  if (ids.some((id, index) => id !== known[index]))
    problems.push("an event was lost, invented or out of order");
  problems.push(...judgeSecondSync(outcome));
  if (row.says && !row.says.test(shown)) problems.push(`it does not say ${row.says}: ${shown}`);
  if (outcome.untouched === (promised === "every event")) problems.push("the file is not as it should be");
  // Nobody cleans up behind a process that was killed.
  if (outcome.leftOver?.length && outcome.exitCode !== null) problems.push(`it left ${outcome.leftOver}`);
  if (consumer === "array" && error && ids.length > 0) problems.push("an array and an error");
  if (consumer === "stream" && error?.["code"] === "NP6_STREAM" && error["eventsDelivered"] !== ids.length) {
    problems.push(`it got ${ids.length} events and was told ${error["eventsDelivered"]}`);
  }
  if (row.requests !== undefined && consumer !== "follow" && requests !== row.requests) {
    problems.push(`${requests} requests, not ${row.requests}`);
  }
  const said = `${shown}${JSON.stringify(error ?? "")}${outcome.secondSync?.shown ?? ""}`;
  if (said.includes(key)) problems.push("it shows the key");
  if (said.includes(databasePassword)) problems.push("it shows the database's password");
  if (said.includes("@example.com")) problems.push("it shows an address");
  if (/\n\s+at /.test(shown)) problems.push("it shows a stack trace");
  if (peakMb > (row.peakMb ?? 250)) problems.push(`it held ${peakMb.toFixed(0)} MB`);
  return problems;
}

/** Whatever a database went through, every event is in it once after a second sync. */
function* judgeSecondSync({ secondSync, ids }: ConsumerOutcome): Generator<string> {
  if (!secondSync) return;
  const { exitCode, shown } = secondSync;
  if (exitCode !== 0) yield `a second sync ends with ${exitCode}: ${shown}`;
  else if (ids.length !== heldEvents.length) yield `${ids.length} of ${heldEvents.length} events in the end`;
}

function* judgePromise(
  promised: Promised,
  consumer: FaultConsumer,
  { ids, error, exitCode, shown, secondSync }: ConsumerOutcome,
): Generator<string> {
  if (promised === "every event") {
    if (error) yield `it failed: ${JSON.stringify(error)}`;
    else if (!secondSync && ids.length !== heldEvents.length)
      yield `${ids.length} of ${heldEvents.length} events`;
  } else if (!error) {
    yield `it ended well, with ${ids.length} events`;
  } else if (consumer !== "array" && consumer !== "stream" && consumer !== "follow") {
    const expected = "exitCode" in promised ? promised.exitCode : 1;
    if (exitCode !== expected) yield `exit code ${exitCode}`;
    if ("reason" in promised && shown.trim() !== promised.reason) yield `it says: ${shown}`;
    if (shown.trim().split("\n").length > 4) yield `it says too much: ${shown}`;
  } else {
    for (const [name, value] of Object.entries(promised)) {
      if (value !== undefined && error[name] !== value)
        yield `${name} ${error[name]}, not ${value}: ${error["message"]}`;
    }
  }
}
