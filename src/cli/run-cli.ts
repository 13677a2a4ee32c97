import { Command } from "commander";
import { server } from "../../generated/contract.js";
import { version } from "../shared/version.ts";
import { type CliIo, writeText } from "./cli-io.ts";
import { addConformCommand } from "./conform.ts";
import { rejectKeyFlags } from "./connect.ts";
import { rejectPasswords } from "./database.ts";
import { failureOf } from "./failure.ts";
import { addFollowCommand } from "./follow.ts";
import { addPullCommand } from "./pull.ts";
import { addSandboxCommand } from "./sandbox.ts";
import { addStatusCommand } from "./status.ts";
import { addSyncCommand } from "./sync.ts";

const never = new AbortController().signal;

const environmentHelp = `
Examples:
  np6-events pull activations 156 --start 2026-11-01 --end 2026-11-02 --format csv --out sent.csv
  np6-events sync --database events.db --notification 156-195 --from 2026-11-01
  np6-events help sync

Environment:
  NP6_API_KEY       the API key (or --api-key-file FILE; a flag for the key itself would show in the process list)
  NP6_DATABASE_URL  the database of sync and status (or --database)
  NP6_BASE_URL      where the API is (default: ${server})
  NP6_ALLOW_INSECURE_HTTP=1
                    allows NP6_BASE_URL to be http on another host; the key then travels unencrypted

Exit code: 0 done, 1 the API, the transport or the disk failed, 2 wrong usage, 130 interrupted.`;

/** `help pull` is `pull --help`, and `help` alone that of all: some commands print their help themselves. */
function withHelpFlag(program: Command, args: readonly string[]): readonly string[] {
  const [first, name] = args;
  if (first !== "help") return args;
  if (name === undefined) return ["--help"];
  // An unknown command is rejected by its name.
  return program.commands.some((known) => known.name() === name) ? [name, "--help"] : [name];
}

/** How a command is used, in two lines. */
function usageOf(program: Command, name: string | undefined): string {
  const command = program.commands.find((known) => known.name() === name);
  if (command === undefined) return "See np6-events --help.";
  const usage = command.createHelp().commandUsage(command);
  return `Usage: ${usage}\nFor examples and all options, see np6-events ${command.name()} --help.`;
}

/**
 * Runs one command line.
 *
 * @param args What follows the name of the program.
 * @returns The exit code. Everything was written by then, unless a reader did not take it.
 */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  let help = "";
  let exitCode = 0;
  const program = new Command("np6-events")
    .description("Reads the notification events of the NP6 platform (ChapsVision CM).")
    .version(version)
    .usage("[options] <command>")
    .helpCommand("help <command>", "show the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
      writeErr: () => {},
    })
    .addHelpText("after", environmentHelp);
  addPullCommand(program, io);
  addFollowCommand(program, io);
  addSyncCommand(program, io);
  addStatusCommand(program, io);
  addSandboxCommand(program, io);
  addConformCommand(program, io, (code) => {
    exitCode = code;
  });
  try {
    rejectPasswords(args);
    rejectKeyFlags(args);
    await program.parseAsync(withHelpFlag(program, args), { from: "user" });
  } catch (error) {
    const failure = failureOf(error, io, () => usageOf(program, args[0]));
    exitCode = failure.exitCode;
    if (help) await writeText(io.stdout, help, io.signal).catch(() => {});
    // Even when interrupted.
    if (failure.message) await writeText(io.stderr, `${failure.message}\n`, never).catch(() => {});
  }
  return exitCode;
}
