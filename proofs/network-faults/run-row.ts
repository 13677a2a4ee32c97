import type { ChildProcess } from "node:child_process";
import { startAdversary } from "./adversary.ts";
import { judgeRun } from "./judge.ts";
import { well } from "./responses.ts";
import type { FaultConsumer, NetworkFault } from "./row.ts";
import { runConsumer } from "./run-consumer.ts";

/** What came of one row with one consumer. */
export interface RowResult {
  readonly id: string;
  readonly consumer: FaultConsumer;
  /** Nothing if it survived. */
  readonly problems: readonly string[];
}

/** Lets one consumer meet one fault. */
export async function runRow(row: NetworkFault, consumer: FaultConsumer): Promise<RowResult> {
  let kill: ChildProcess["kill"] = () => false;
  const adversary = await startAdversary((request) => {
    const respond = consumer === "follow" && request.number > 2 ? well : row.respond;
    respond({ ...request, signal: (signal) => kill(signal) });
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
