import { type Command, Option } from "commander";
import type { EventQueryParameters } from "../client/event-parameters.ts";
import type { NotificationEvent } from "../client/events.ts";
import { toWireInstant } from "../client/instants.ts";
import { withSourceTexts } from "../client/source-texts.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { UsageError } from "../shared/usage-error.ts";
import { kindHelp, parseDuration, parseId, parseKind, parsePath } from "./arguments.ts";
import type { CliIo } from "./cli-io.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { csvColumns } from "./formats/csv.ts";
import { eventFormats } from "./formats/event-format.ts";
import { fileOutput, streamOutput } from "./output.ts";
import { addParameterOptions, contractParameters } from "./parameter-options.ts";
import { countOf } from "./progress-line.ts";
import { statusLine } from "./status-line.ts";

interface PullOptions extends ConnectOptions {
  readonly format: keyof typeof eventFormats;
  readonly out?: string;
  readonly escapeFormulas?: boolean;
  readonly columns?: readonly string[];
  readonly since?: number;
}

const columnHelp = `
Examples:
  np6-events pull activations 156 --start 2026-11-01 --end 2026-11-02 > day.ndjson
  np6-events pull executions 156 --since 24h --sort asc --out executions.ndjson
  np6-events pull cancellations 156 --format csv --columns id,published_at,raw --out cancellations.csv

ndjson and json write each event character by character as the server sent it, except for line breaks within it. This
includes events that this version does not know. csv writes the documented fields, each under its path, and
"published_at", the timestamp in ISO 8601. Its last column, "raw", has the event as the server sent it wherever the other
columns do not hold all of it. The columns:
${eventKinds.map((kind) => `  ${kind}: ${csvColumns(kind).join(", ")}`).join("\n")}`;

/** `np6-events pull`: the events of one window, to stdout or a file. */
export function addPullCommand(program: Command, io: CliIo): void {
  const command = program
    .command("pull")
    .summary("write the events of one window")
    .description("Writes the events of one window to stdout, or to a file that appears when it is complete.")
    .argument("<kind>", eventKinds.join(", "), parseKind)
    .argument("<id>", "id of the notification", parseId);
  const readParameters = addParameterOptions(command, contractParameters, [
    "since",
    "format",
    "columns",
    "escape-formulas",
    "out",
    "api-key-file",
  ]);
  command
    .option(
      "--since <duration>",
      "begin the window this long ago, such as 24h or 7d",
      parseDuration("--since"),
    )
    .addOption(
      new Option("--format <format>", "output format").choices(Object.keys(eventFormats)).default("ndjson"),
    )
    .option("--columns <names>", "csv: only these columns, in this order, separated by commas", parseNames)
    .option("--escape-formulas", "csv: put ' before a cell that a spreadsheet would run as a formula")
    .option("--out <file>", "write to this file instead of stdout", parsePath)
    .option("--api-key-file <file>", "file that holds the key, in place of NP6_API_KEY", parsePath)
    .addHelpText("after", kindHelp + columnHelp)
    .action((kind: EventKind, id: number, options: PullOptions) =>
      pull({ kind, id, query: readParameters({ ...options }), options, io }),
    );
}

interface Pull {
  readonly kind: EventKind;
  readonly id: number;
  readonly query: EventQueryParameters;
  readonly options: PullOptions;
  readonly io: CliIo;
}

async function pull({ kind, id, query: asked, options, io }: Pull): Promise<void> {
  rejectUnusable(kind, asked, options);
  const status = statusLine(io, options.out);
  const np6 = withSourceTexts(await connect(io, options, status.note));
  // Bad input throws here, before a file is made.
  const { since } = options;
  const window = since === undefined ? asked : { ...asked, start: new Date(Date.now() - since) };
  const query = np6[kind](id, { ...window, signal: io.signal });
  const shareDone = shareOf(window);
  const output = options.out === undefined ? streamOutput(io) : await fileOutput(options.out);
  const format = eventFormats[options.format](kind, options);
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
  if (options.out !== undefined) status.note(`Wrote ${countOf(status.events(), "event")} to ${options.out}`);
}

/** @throws UsageError for options that exclude each other, and for an unknown column. */
function rejectUnusable(
  kind: EventKind,
  { start }: EventQueryParameters,
  { format, escapeFormulas, columns, since }: PullOptions,
): void {
  if (since !== undefined && start !== undefined) {
    throw new UsageError("--since and --start both say where the window begins: give one of them.");
  }
  if (escapeFormulas && format !== "csv") throw new UsageError("--escape-formulas needs --format csv.");
  if (columns === undefined) return;
  if (format !== "csv") throw new UsageError("--columns needs --format csv.");
  const known = csvColumns(kind);
  const unknown = columns.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`There is no column "${unknown}" for ${kind}. The columns are ${known.join(", ")}.`);
}

function parseNames(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

/**
 * Without both bounds and an order, an event's time does not show how much is left. A response without events is
 * complete.
 */
function shareOf({
  start,
  end,
  sort,
}: EventQueryParameters): (batch: readonly NotificationEvent[]) => number | undefined {
  if (start === undefined || end === undefined || sort === undefined) return () => undefined;
  const from = toWireInstant(start, "start").epochMs;
  const to = toWireInstant(end, "end").epochMs;
  return (batch) => {
    const last = batch.at(-1);
    const at = last?.timestamp;
    if (!last) return 1;
    if (typeof at !== "number") return undefined;
    return (sort === "asc" ? at - from : to - at) / (to - from);
  };
}
