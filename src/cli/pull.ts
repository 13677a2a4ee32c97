import { type Command, Option } from "commander";
import type { NotificationEvent } from "../client/events.ts";
import { toWireInstant } from "../client/instants.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { parseId, parseInstantArgument, parseKind } from "./arguments.ts";
import type { CliIo } from "./cli-io.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { csvColumns } from "./formats/csv-columns.ts";
import { eventFormats } from "./formats/event-format.ts";
import { fileOutput, streamOutput } from "./output.ts";
import { statusLine } from "./status-line.ts";

interface PullOptions extends ConnectOptions {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly sort?: "asc" | "desc";
  readonly format: keyof typeof eventFormats;
  readonly out?: string;
}

const columnHelp = `
ndjson and json write each event as the server sent it, also one that this version does not know. csv writes the
documented fields, each under its path, and last "raw": the event as JSON wherever the other columns do not hold all of
it. The columns before it:
${eventKinds.map((kind) => `  ${kind}: ${csvColumns[kind].join(", ")}`).join("\n")}`;

/** `np6-events pull`: the events of one window, to stdout or a file. */
export function addPullCommand(program: Command, io: CliIo): void {
  program
    .command("pull")
    .summary("write the events of one window")
    .description("Writes the events of one window to stdout, or to a file that appears when it is whole.")
    .argument("<kind>", eventKinds.join(", "), parseKind)
    .argument("<id>", "id of the notification", parseId)
    .option(
      "--start <instant>",
      "published then or later: ISO 8601 with a zone, or epoch milliseconds",
      parseInstantArgument,
    )
    .option("--end <instant>", "published before", parseInstantArgument)
    .addOption(new Option("--sort <order>", "by publication").choices(["asc", "desc"]))
    .addOption(new Option("--format <format>", "form").choices(Object.keys(eventFormats)).default("ndjson"))
    .option("--out <file>", "in place of stdout")
    .option("--api-key-file <file>", "file that holds the key, in place of NP6_API_KEY")
    .addHelpText("after", columnHelp)
    .action((kind: EventKind, id: number, options: PullOptions) => pull(kind, id, options, io));
}

async function pull(kind: EventKind, id: number, options: PullOptions, io: CliIo): Promise<void> {
  const { start, end, sort } = options;
  const status = statusLine(io, options.out);
  const np6 = await connect(io, options, status.note);
  // Bad input throws here, before a file is made.
  const query = np6[kind](id, { start, end, sort, signal: io.signal });
  const shareDone = shareOf(options);
  const output = options.out === undefined ? streamOutput(io) : await fileOutput(options.out);
  const format = eventFormats[options.format](kind);
  try {
    for await (const batch of query.batches()) {
      const text = format.batch(batch);
      await output.write(text);
      status.add(batch, Buffer.byteLength(text), shareDone(batch));
    }
    await output.write(format.end());
    await output.finish();
    status.add([], 0, shareDone([]));
  } finally {
    status.end();
    await output.close();
  }
}

/**
 * Without both bounds and an order, an event's time says nothing of how much is left. Without an event, nothing is left.
 */
function shareOf({
  start,
  end,
  sort,
}: PullOptions): (batch: readonly NotificationEvent[]) => number | undefined {
  if (start === undefined || end === undefined || sort === undefined) return () => undefined;
  const from = toWireInstant(start, "start").epochMs;
  const to = toWireInstant(end, "end").epochMs;
  return (batch) => {
    const last = batch.at(-1);
    const at = last?.timestamp;
    if (!last) return 1;
    return at === undefined ? undefined : (sort === "asc" ? at - from : to - at) / (to - from);
  };
}
