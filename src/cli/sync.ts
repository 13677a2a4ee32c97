import type { Command } from "commander";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { UsageError } from "../shared/usage-error.ts";
import { type SyncSummary, syncEvents } from "../sync/index.ts";
import { streamName } from "../sync/plan-streams.ts";
import {
  instantHint,
  kindHelp,
  type ListenAddress,
  parseDuration,
  parseIds,
  parseInstantArgument,
  parseKind,
  parseListenAddress,
} from "./arguments.ts";
import type { CliIo } from "./cli-io.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { databaseOf, databaseOption } from "./database.ts";
import { readable } from "./failure.ts";
import type { MetricsServer } from "./metrics.ts";
import { notificationSource } from "./notification-ids.ts";
import { countOf, formatCount, progressLine, systemProgressPlatform } from "./progress-line.ts";
import { createSyncMeter, type StreamsSummary, streamsLookUp } from "./sync-meter.ts";

/** How long a sync that is interrupted may take to end, in milliseconds: what starts it may kill it after 10 s. */
const drainMs = 9_500;

interface SyncCommandOptions extends ConnectOptions {
  readonly database?: string;
  readonly notification?: readonly number[];
  readonly notifications?: string;
  readonly kinds?: readonly EventKind[];
  readonly from?: string | number;
  readonly every?: number;
  readonly maxEvery?: number;
  readonly lag?: number;
  readonly overlap?: number;
  readonly maxRps?: number;
  readonly concurrency?: number;
  readonly once?: boolean;
  readonly remove?: readonly number[];
  readonly listen?: ListenAddress;
}

const syncHelp = `${kindHelp}
Examples:
  np6-events sync --database events.db --notification 156-195 --from 2026-01-01T00:00:00Z
  np6-events sync --database postgres://np6@db/np6 --notifications ids.txt --from 2026-01-01T00:00:00Z
  np6-events sync --database events.db --remove 156

Streams that the database has are continued, whether they are named or not. --remove stops them; their events stay.`;

/** `np6-events sync`: the events of many notifications in one database, kept up to date. */
export function addSyncCommand(program: Command, io: CliIo): void {
  program
    .command("sync")
    .summary("keep every event of many notifications in a database")
    .description(
      "Keeps every event of many notifications in a database, each exactly once, up to date until Ctrl-C. SQLite serves one\n" +
        "process, Postgres any number on any number of machines. Needs Node 22.13 or later.",
    )
    .option(...databaseOption)
    .option("--notification <ids>", "ids and ranges to add, such as 156,160-195; may be repeated", addIds)
    .option("--notifications <file>", "file of ids and ranges to add, one a line; read again when it changes")
    .option("--kinds <kinds>", `which event kinds to add (default: ${eventKinds.join(",")})`, parseKinds)
    .option("--from <instant>", `where new streams begin: ${instantHint}`, parseInstantArgument)
    .option(
      "--every <duration>",
      "time between two polls of an active stream (default: 60s)",
      parseDuration("--every"),
    )
    .option(
      "--max-every <duration>",
      "longest time between two polls of a stream without new events (default: 1h)",
      parseDuration("--max-every"),
    )
    .option("--lag <duration>", "how far to stay behind the clock (default: 30s)", parseDuration("--lag"))
    .option(
      "--overlap <duration>",
      "how much to read again, for events that are listed late (default: 5m)",
      parseDuration("--overlap"),
    )
    .option("--max-rps <number>", "requests a second of all processes together (default: 2)", parseDecimal)
    .option("--concurrency <number>", "streams that this process reads at a time (default: 4)", parseDecimal)
    .option("--once", "bring every stream up to now - lag, then exit: with 1 if a stream failed")
    .option("--remove <ids>", "stop the streams of these notifications, then exit; their events stay", addIds)
    .option(
      "--listen <[host:]port>",
      "serve /healthz and Prometheus /metrics at this address",
      parseListenAddress,
    )
    .option("--api-key-file <file>", "file that holds the key, in place of NP6_API_KEY")
    .addHelpText("after", syncHelp)
    .action((options: SyncCommandOptions) =>
      options.remove === undefined ? sync(options, io) : remove(options.remove, options, io),
    );
}

async function sync(options: SyncCommandOptions, io: CliIo): Promise<void> {
  const { database, notification = [], notifications, maxRps, listen, apiKeyFile: _, ...settings } = options;
  const source = notificationSource(notification, notifications);
  const store = await databaseOf(database, io.env);
  const meter = createSyncMeter(systemProgressPlatform.now);
  let streams: StreamsSummary | undefined;
  const line = progressLine(io.stderr, () => meter.describe(streams));
  const note = (text: string): void => line.note(readable(text, io.env));
  let server: MetricsServer | undefined;
  let endRefreshing = (): void => {};
  try {
    const np6 = await connect(io, options, line.note, meter.countRequest);
    const lookUp = streamsLookUp(store);
    if (listen) {
      // Loaded late, because few commands need the metrics.
      const { serveMetrics } = await import("./metrics.ts");
      server = await serveMetrics(listen, { meter, streams: lookUp });
      note(`Listening on ${server.url}`);
    }
    endRefreshing = repeat(io.stderr.isTTY ? 1_000 : 10_000, async () => {
      streams = await lookUp();
      line.changed();
    });
    const syncing = syncEvents(np6, {
      ...settings,
      maxRequestsPerSecond: maxRps,
      notifications: source,
      store,
      signal: io.signal,
      onNotice: note,
      onPoll: meter.countPoll,
    });
    const summary = await Promise.race([syncing, drained(io.signal)]);
    endRefreshing();
    line.end();
    report(summary, io, database);
  } finally {
    endRefreshing();
    line.end();
    server?.close();
  }
}

/**
 * Rejects some time after an interruption, for a database that does not answer: nothing that is stored gets lost then.
 * A sync that can end does so before.
 */
function drained(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => void setTimeout(() => reject(signal.reason), drainMs).unref();
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

/** Prints the result of a sync that ended by itself. @throws Error naming the streams that failed. */
function report({ streams, stored, late, failed }: SyncSummary, { stderr }: CliIo, database = "…"): void {
  stderr.write(
    `${countOf(streams, "stream")}, ${countOf(stored, "new event")}, ${formatCount(late)} of them late.\n`,
  );
  if (failed.length === 0) return;
  const shown = failed.slice(0, 10).map((stream) => `  ${streamName(stream)}: ${stream.error}`);
  const more =
    failed.length > shown.length ? [`  … np6-events status --database ${database} shows all.`] : [];
  throw new Error(
    [`${failed.length} of ${countOf(streams, "stream")} failed:`, ...shown, ...more].join("\n"),
  );
}

async function remove(ids: readonly number[], options: SyncCommandOptions, io: CliIo): Promise<void> {
  const { database, remove: _, ...others } = options;
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new UsageError(`--remove combines with --database alone, not with --${dashed(other)}.`);
  }
  const store = await databaseOf(database, io.env);
  await store.open({
    role: "visitor",
    signal: io.signal,
    onNotice: (text) => void io.stderr.write(`${text}\n`),
  });
  try {
    const streams = (await store.streams()).filter(({ notificationId }) => ids.includes(notificationId));
    const unknown = ids.find((id) => !streams.some(({ notificationId }) => notificationId === id));
    if (unknown !== undefined) {
      throw new UsageError(`${store.name} has no streams of notification ${unknown}. Nothing was removed.`);
    }
    await store.remove(streams);
    const active = streams.filter(({ state }) => state === "active");
    io.stderr.write(`${countOf(active.length, "stream")} removed. Their events stay.\n`);
  } finally {
    await store.close();
  }
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function addIds(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, ...parseIds(text)];
}

function parseKinds(text: string): readonly EventKind[] {
  return [...new Set(text.split(",").map((part) => parseKind(part.trim())))];
}

/** A number above 0; anything else is NaN, which the code that takes the option rejects by its name. */
function parseDecimal(text: string): number {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * Repeats an action with a pause in between.
 *
 * @returns Ends it.
 */
function repeat(pauseMs: number, work: () => Promise<void>): () => void {
  const { after } = systemProgressPlatform;
  let isOver = false;
  const run = (): void => {
    void work().finally(() => {
      if (!isOver) cancel = after(pauseMs, run);
    });
  };
  let cancel = after(Math.min(pauseMs, 1_000), run);
  return () => {
    isOver = true;
    cancel();
  };
}
