import type { PlannedEvent } from "./event-plan.ts";

/** What became of the events. */
export interface CrashVerdict {
  /** Events that had to be there. */
  readonly expected: number;
  /** Of them, those that are not. */
  readonly lost: number;
  /** Lines too many of events that are there more than once. */
  readonly repeated: number;
  /** Lines that are no event of the server's, a last line without its end included. */
  readonly torn: number;
}

/**
 * Compares what was written, an event a line, with what was planned.
 *
 * @param planned All events that the server has listed.
 * @param until Those published before must have been written; later ones may.
 */
export function judgeOutput(text: string, planned: readonly PlannedEvent[], until: number): CrashVerdict {
  const texts = new Set(planned.map(({ text }) => text));
  const due = new Set(planned.filter(({ timestamp }) => timestamp < until).map(({ text }) => text));
  const expected = due.size;
  const lines = text.split("\n");
  let torn = lines.pop() === "" ? 0 : 1;
  let repeated = 0;
  const found = new Set<string>();
  for (const line of lines) {
    if (!texts.has(line)) torn++;
    else if (found.has(line)) repeated++;
    found.add(line);
    due.delete(line);
  }
  return { expected, lost: due.size, repeated, torn };
}

/** What a journal tells. */
export interface JournalVerdict {
  /** Batches that came again after their commit, in part or whole: never allowed. */
  readonly afterCommit: number;
  /** Events that came again because the follower was killed before the commit of their batch came back. */
  readonly redelivered: number;
  /** Events that the follower called late. Without any, it never was where late events come. */
  readonly late: number;
}

/** Reads a journal: two lines a batch, how many are late and the ids, and `committed` once its commit came back. */
export function judgeJournal(text: string): JournalVerdict {
  const committed = new Set<string>();
  const delivered = new Set<string>();
  let afterCommit = 0;
  let redelivered = 0;
  let late = 0;
  let batch: string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("late ")) {
      late += Number(line.slice(5));
      continue;
    }
    if (line === "committed") {
      for (const id of batch) committed.add(id);
      continue;
    }
    batch = line === "" ? [] : line.split(",");
    if (batch.some((id) => committed.has(id))) afterCommit++;
    redelivered += batch.filter((id) => delivered.has(id)).length;
    for (const id of batch) delivered.add(id);
  }
  return { afterCommit, redelivered, late };
}
