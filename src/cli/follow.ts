import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { withSourceTexts } from "../client/source-texts.ts";
import { type FollowWindow, fileCheckpoint, followEvents } from "../follow/index.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { fileTarget } from "../shared/file-target.ts";
import { UsageError } from "../shared/usage-error.ts";
import {
  instantHint,
  kindHelp,
  parseDuration,
  parseId,
  parseInstantArgument,
  parseKind,
  parsePath,
} from "./arguments.ts";
import { type CliIo, rejectClosedStdout, writeText } from "./cli-io.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { type FollowFile, openFollowFile, readCommitted } from "./follow-file.ts";
import { ndjson } from "./formats/event-format.ts";
import { cannotWrite } from "./output.ts";
import { statusLine } from "./status-line.ts";

interface FollowCommandOptions extends ConnectOptions {
  readonly checkpoint: string;
  readonly out?: string;
  readonly from?: string | number;
  readonly every?: number;
  readonly lag?: number;
  readonly overlap?: number;
  readonly once?: boolean;
}

const examples = `
Examples:
  np6-events follow activations 156 --from 2026-11-01 --checkpoint a156.checkpoint --out a156.ndjson
  np6-events follow executions 156 --from 2026-11-01 --checkpoint e156.checkpoint --once | load-into-warehouse`;

const defaultLagMs = 30_000;
const defaultEveryMs = 60_000;

/** `np6-events follow`: the events of a notification as they are published, across restarts. */
export function addFollowCommand(program: Command, io: CliIo): void {
  program
    .command("follow")
    .summary("write events as they are published, across restarts")
    .description(
      "Writes the events of one kind as they are published, one a line as the server sent it, and continues where it stopped. " +
        "With --out each event is in the file exactly once, even after a crash. On stdout the latest events are repeated " +
        "after a crash, and events that a pipe has taken count as written, even if its reader died.",
    )
    .argument("<kind>", eventKinds.join(", "), parseKind)
    .argument("<id>", "id of the notification", parseId)
    .requiredOption(
      "--checkpoint <file>",
      "file that stores the progress; created if it does not exist",
      parsePath,
    )
    .option(
      "--out <file>",
      "write to this file instead of stdout; it belongs to this checkpoint alone",
      parsePath,
    )
    .option("--from <instant>", `where a new checkpoint begins: ${instantHint}`, parseInstantArgument)
    .option("--every <duration>", "time between two reads (default: 60s)", parseDuration("--every"))
    .option("--lag <duration>", "how far to stay behind the clock (default: 30s)", parseDuration("--lag"))
    .option(
      "--overlap <duration>",
      "how much to read again, for events that are listed late (default: 5m)",
      parseDuration("--overlap"),
    )
    .option("--once", "read up to now - lag, then exit")
    .option("--api-key-file <file>", "file that holds the key, in place of NP6_API_KEY", parsePath)
    .addHelpText("after", `${kindHelp}${examples}`)
    .action((kind: EventKind, id: number, options: FollowCommandOptions) => follow(kind, id, options, io));
}

async function follow(
  kind: EventKind,
  id: number,
  { checkpoint, out, ...options }: FollowCommandOptions,
  io: CliIo,
): Promise<void> {
  const [outTarget, target] = await Promise.all([out, checkpoint].map(targetOrPath));
  if (outTarget === target) {
    throw new UsageError("--out and --checkpoint name the same file. Name two files.");
  }
  if (outTarget === `${target}.tmp`) {
    throw new UsageError("--out names the temporary file of the checkpoint. Name another file.");
  }
  const { from, every, lag, overlap, once } = options;
  if (out === undefined) rejectClosedStdout(io);
  const status = statusLine(io, out);
  const np6 = withSourceTexts(await connect(io, options, status.note));
  let file: FollowFile | undefined;
  const batches = followEvents(np6, {
    ...{ kind, id, from, every, lag, overlap, once, signal: io.signal },
    checkpoint: fileCheckpoint(checkpoint),
    async onOpen(attachment) {
      if (out === undefined) return rejectGap(attachment, checkpoint);
      file = await openFollowFile(out, checkpoint, attachment);
      return file.committed;
    },
  });
  const share = shareOf(options);
  const { batch: print } = ndjson();
  try {
    for await (const { events, window, late, commit } of batches) {
      const text = print(events);
      if (file) await commit(await file.append(text));
      else {
        await writeText(io.stdout, text, io.signal);
        await commit();
      }
      status.add(events, Buffer.byteLength(text), share(window), late);
    }
  } finally {
    status.end();
    await file?.close();
  }
}

/**
 * The target of a path. If it cannot be found, opening the path reports why.
 *
 * @throws UsageError for a folder, and for a file in a folder that does not exist: a restart would not help.
 */
async function targetOrPath(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const target = await fileTarget(path).catch(() => resolve(path));
  if ((await stat(target).catch(() => undefined))?.isDirectory())
    throw new UsageError(`${path} is a folder. Name a file in it.`);
  await stat(dirname(target)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new UsageError(cannotWrite(path, error));
  });
  return target;
}

/** Events that go to stdout would be missing in the file permanently. */
function rejectGap(attachment: unknown, checkpoint: string): void {
  const known = readCommitted(attachment, checkpoint);
  if (!known) return;
  throw new UsageError(
    `The checkpoint ${checkpoint} belongs to the file ${known.out} (relative to its folder). Name that file with --out, or\nname another checkpoint.`,
  );
}

/** The share of the past that is read; `undefined` after catching up, unless the command ends then. */
function shareOf({
  lag = defaultLagMs,
  every = defaultEveryMs,
  once = false,
}: Pick<FollowCommandOptions, "lag" | "every" | "once">): (window: FollowWindow) => number | undefined {
  let first: number | undefined;
  return ({ start, end }) => {
    first ??= start;
    const target = Date.now() - lag;
    if (end < target - every) return (end - first) / (target - first);
    return once ? 1 : undefined;
  };
}
