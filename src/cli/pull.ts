import { type Command, Option } from "commander";
import { eventColumns } from "../../generated/contract.js";
import type { EventQueryParameters } from "../client/event-parameters.ts";
import type { NotificationEvent } from "../client/events.ts";
import { toWireInstant } from "../client/instants.ts";
import { withSourceTexts } from "../client/source-texts.ts";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { UsageError } from "../shared/usage-error.ts";
import { kindHelp, parseId, parseKind, parsePath } from "./arguments.ts";
import type { CliIo } from "./cli-io.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { eventFormats } from "./formats/event-format.ts";
import { fileOutput, streamOutput } from "./output.ts";
import { addParameterOptions, contractParameters } from "./parameter-options.ts";
import { statusLine } from "./status-line.ts";

interface PullOptions extends ConnectOptions {
  readonly format: keyof typeof eventFormats;
  readonly out?: string;
  readonly escapeFormulas?: boolean;
}

const columnHelp = `
ndjson and json write each event character by character as the server sent it, but for line breaks within it, also one
that this version does not know. csv writes the documented fields, each under its path, and last "raw": the event as the
server sent it wherever the other columns do not hold all of it. The columns before it:
${eventKinds.map((kind) => `  ${kind}: ${eventColumns[kind].join(", ")}`).join("\n")}`;

/** `np6-events pull`: the events of one window, to stdout or a file. */
export function addPullCommand(program: Command, io: CliIo): void {
  const command = program
    .command("pull")
    .summary("write the events of one window")
    .description("Writes the events of one window to stdout, or to a file that appears when it is whole.")
    .argument("<kind>", eventKinds.join(", "), parseKind)
    .argument("<id>", "id of the notification", parseId);
  const readParameters = addParameterOptions(command, contractParameters, [
    "format",
    "escape-formulas",
    "out",
    "api-key-file",
  ]);
  command
    .addOption(new Option("--format <format>", "form").choices(Object.keys(eventFormats)).default("ndjson"))
    .option("--escape-formulas", "csv: put ' before a cell that a spreadsheet would run as a formula")
    .option("--out <file>", "in place of stdout", parsePath)
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
  if (options.escapeFormulas && options.format !== "csv") {
    throw new UsageError("--escape-formulas is for --format csv.");
  }
  const status = statusLine(io, options.out);
  const np6 = withSourceTexts(await connect(io, options, status.note));
  // Bad input throws here, before a file is made.
  const query = np6[kind](id, { ...asked, signal: io.signal });
  const shareDone = shareOf(asked);
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
}

/**
 * Without both bounds and an order, an event's time says nothing of how much is left. Without an event, nothing is left.
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
