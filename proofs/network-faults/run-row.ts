import type { ChildProcess } from "node:child_process";
import { startAdversary } from "./adversary.ts";
import { type FaultDatabaseKind, faultDatabaseKinds, openFaultDatabase } from "./fault-database.ts";
import { judgeRun } from "./judge.ts";
import { well } from "./responses.ts";
import type { FaultConsumer, NetworkFault } from "./row.ts";
import { runConsumer } from "./run-consumer.ts";
import { startSync } from "./run-sync.ts";

/** What came of one row with one consumer. */
export interface RowResult {
  readonly id: string;
  readonly consumer: FaultConsumer;
  /** Nothing if it survived. */
  readonly problems: readonly string[];
  /** Why this machine cannot run it. */
  readonly skipped?: string;
}

/** Lets one consumer meet one fault. */
export async function runRow(row: NetworkFault, consumer: FaultConsumer): Promise<RowResult> {
  if (isSync(consumer)) return runSyncRow(row, consumer);
  let kill: ChildProcess["kill"] = () => false;
  const adversary = await startAdversary((request) => {
    const respond = consumer === "follow" && request.number > 2 ? well : row.respond;
    respond({ ...request, signal: (signal) => kill(signal), strike: async () => {} });
  }, row.tls);
  try {
    const url = row.url?.(adversary.url) ?? adversary.url;
    const outcome = await runConsumer(consumer, url, row, (child) => {
      kill = (signal) => child.kill(signal);
    });
    return { id: row.id, consumer, problems: judgeRun(row, consumer, outcome, adversary.requests()) };
  } finally {
    adversary.close();
  }
}

function isSync(consumer: FaultConsumer): consumer is FaultDatabaseKind {
  return (faultDatabaseKinds as readonly string[]).includes(consumer);
}

async function runSyncRow(row: NetworkFault, consumer: FaultDatabaseKind): Promise<RowResult> {
  const database = await openFaultDatabase(consumer, row.database?.disk === "small");
  if ("skipped" in database) return { id: row.id, consumer, problems: [], ...database };
  await using _ = database;
  let strike = async (): Promise<void> => {};
  const adversary = await startAdversary((request) => {
    row.respond({ ...request, signal: () => {}, strike: () => strike() });
  });
  try {
    const sync = startSync(adversary.url, row, database);
    strike = sync.strike;
    return {
      id: row.id,
      consumer,
      problems: judgeRun(row, consumer, await sync.outcome, adversary.requests()),
    };
  } finally {
    adversary.close();
  }
}
