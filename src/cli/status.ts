import type { Command } from "commander";
import { textTable } from "../shared/text-table.ts";
import type { StoredStream } from "../sync/index.ts";
import { type CliIo, writeText } from "./cli-io.ts";
import { databaseOf, databaseOption } from "./database.ts";
import { countOf, formatCount } from "./progress-line.ts";
import { formatDuration, summarise } from "./sync-meter.ts";

interface StatusCommandOptions {
  readonly database?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  np6-events status --database events.db
  np6-events status --database events.db --json | jq '.[] | select(.error != null)'`;

/** `np6-events status`: how far a sync is, stream by stream. */
export function addStatusCommand(program: Command, io: CliIo): void {
  program
    .command("status")
    .summary("show how far a sync is, stream by stream")
    .description(
      "Shows the streams of a database, the worst first: those that failed, then those that are furthest behind. " +
        "A sync may use it at the same time. Needs no key.",
    )
    .option(...databaseOption)
    .option("--json", "print an array of objects instead of a table")
    .addHelpText("after", examples)
    .action((options: StatusCommandOptions) => status(options, io));
}

async function status({ database, json = false }: StatusCommandOptions, io: CliIo): Promise<void> {
  const store = await databaseOf(database, io.env);
  await store.open({ role: "visitor", signal: io.signal });
  try {
    const all = await store.streams();
    const active = all.filter(({ state }) => state === "active").sort(worseFirst);
    const text = json ? `${JSON.stringify(active.map(toJson), null, 2)}\n` : table(active, all, Date.now());
    await writeText(io.stdout, text, io.signal);
  } finally {
    await store.close();
  }
}

function worseFirst(a: StoredStream, b: StoredStream): number {
  const failed = Number(b.error !== undefined) - Number(a.error !== undefined);
  const behind = a.progress.cursor - b.progress.cursor;
  return failed || behind || a.notificationId - b.notificationId || (a.kind < b.kind ? -1 : 1);
}

function toJson(stream: StoredStream): object {
  const { kind, notificationId, newestAt, lastPolledAt, nextPollAt, events, late, changed, error } = stream;
  return {
    kind,
    notificationId,
    newestAt: toText(newestAt),
    lastPolledAt: toText(lastPolledAt),
    nextPollAt: toText(nextPollAt),
    events,
    late,
    changed,
    error: error ?? null,
  };
}

function table(active: readonly StoredStream[], all: readonly StoredStream[], now: number): string {
  const header = [
    "kind",
    "notification",
    "newest",
    "polled",
    "next poll",
    "events",
    "late",
    "changed",
    "error",
  ];
  const rows = active.map((stream) => [
    stream.kind,
    String(stream.notificationId),
    toText(stream.newestAt) ?? "-",
    stream.lastPolledAt === undefined ? "never" : `${formatDuration(now - stream.lastPolledAt)} ago`,
    stream.nextPollAt <= now ? "due" : `in ${formatDuration(stream.nextPollAt - now)}`,
    ...[stream.events, stream.late, stream.changed].map(formatCount),
    stream.error ?? "",
  ]);
  const lines = textTable([header, ...rows]);
  const { due, lagMs, events, late, changed, errors, removed } = summarise(all, now);
  const parts = [
    countOf(active.length, "stream"),
    `${formatCount(due)} due`,
    countOf(events, "event"),
    `${formatCount(late)} late`,
    `${formatCount(changed)} changed`,
    `${formatCount(errors)} with errors`,
    ...(active.length > 0 ? [`largest lag ${formatDuration(lagMs)}`] : []),
    ...(removed > 0 ? [`${formatCount(removed)} removed`] : []),
  ];
  return `${[...lines, "", parts.join(", ")].join("\n")}\n`;
}

function toText(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
