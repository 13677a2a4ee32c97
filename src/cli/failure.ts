import { CommanderError } from "commander";
import { queryParameters } from "../../generated/contract.js";
import type { Np6ClientOptions } from "../client/client.ts";
import { Np6ConfigError, Np6HttpError } from "../errors.ts";
import { type FollowErrorKind, type FollowOptions, Np6FollowError } from "../follow/index.ts";
import { maskKeys } from "../shared/redaction/key.ts";
import { UsageError } from "../shared/usage-error.ts";
import { Np6SyncError, type SyncOptions } from "../sync/index.ts";
import { type CliIo, ClosedPipe } from "./cli-io.ts";
import { databaseSecrets } from "./database.ts";

/** The result of a command that threw: its exit code and its message. */
export interface Failure {
  readonly exitCode: 0 | 1 | 2 | 130;
  readonly message?: string;
}

/** Commander's codes for missing or surplus arguments. */
const incomplete = [
  "commander.missingArgument",
  "commander.missingMandatoryOptionValue",
  "commander.excessArguments",
];

/**
 * Says in a few lines what went wrong; never a stack trace, never the key.
 *
 * @param usage How the command is used.
 */
export function failureOf(error: unknown, { env, signal }: CliIo, usage: () => string): Failure {
  if (error instanceof ClosedPipe) return { exitCode: 0 };
  if (error instanceof CommanderError) {
    // Help and version were asked for and are no errors.
    if (error.exitCode === 0) return { exitCode: 0 };
    if (error.code === "commander.help") {
      return {
        exitCode: 2,
        message: "Name a command: pull, follow, sync, status, sandbox or conform. See np6-events --help.",
      };
    }
    const message = withoutValues(error.message);
    return { exitCode: 2, message: incomplete.includes(error.code) ? `${message}\n${usage()}` : message };
  }
  const text = error instanceof Error ? error.message : String(error);
  const message = readable(text, env, error instanceof Np6ConfigError) + adviceFor(error);
  if (isWrongUsage(error)) return { exitCode: 2, message };
  if (signal.aborted) return { exitCode: 130, message: "Interrupted." };
  return { exitCode: 1, message };
}

/** A 404 has no details, and most often the id is wrong. */
function adviceFor(error: unknown): string {
  if (!(error instanceof Np6HttpError) || error.status !== 404) return "";
  return "\nCheck the id of the notification, that it belongs to the account of the API key, and NP6_BASE_URL if it is set.";
}

/** Checkpoints that can't be used by this call: nothing was sent. */
const unusable: readonly FollowErrorKind[] = ["locked", "other-stream", "newer-format", "damaged", "mounted"];

function isWrongUsage(error: unknown): boolean {
  if (error instanceof Np6FollowError) return unusable.includes(error.kind);
  if (error instanceof Np6SyncError) return error.kind !== "io";
  return error instanceof UsageError || error instanceof Np6ConfigError;
}

/** Commander quotes an unknown flag with its value, which may be a key under another name. */
function withoutValues(message: string): string {
  return message.replace(/^error: /, "").replace(/'(--?[^'=<]*)=[^']*'/s, "'$1'");
}

/** The names of the library's options on the command line. A record, so that a missing option does not compile. */
const spellings: Readonly<Record<LibraryOption, string>> = {
  baseUrl: "NP6_BASE_URL",
  allowInsecureHttp: "NP6_ALLOW_INSECURE_HTTP=1",
  apiKey: "NP6_API_KEY or --api-key-file",
  store: "--database",
  notifications: "--notification or --notifications",
  kinds: "--kinds",
  from: "--from",
  checkpoint: "--checkpoint",
  every: "--every",
  maxEvery: "--max-every",
  lag: "--lag",
  overlap: "--overlap",
  maxRequestsPerSecond: "--max-rps",
  concurrency: "--concurrency",
  once: "--once",
};

type LibraryOption =
  | Exclude<
      keyof FollowOptions | keyof SyncOptions,
      "kind" | "id" | "signal" | "onOpen" | "onPoll" | "onNotice"
    >
  | keyof Pick<Np6ClientOptions, "apiKey" | "baseUrl" | "allowInsecureHttp">;

const spelled: ReadonlyMap<string, string> = new Map([
  ...Object.keys(queryParameters).map((name) => [name, `--${name}`] as const),
  ...Object.entries(spellings),
]);

const names = [...spelled.keys()].join("|");
/** How every message names an option. */
const quoted = new RegExp(`\`(${names})\``, "g");
/** How a message about bad input also names it: before the value, as in `start: 5 is after end: 4.` */
const leading = new RegExp(`(?<=^| )(${names})(?=: )`, "g");

/**
 * A message of the library in the words of the command line. The client keeps the key out of its own messages; all other
 * text, such as a file's name, may hold it.
 */
export function readable(message: string, env: CliIo["env"], isBadInput = false): string {
  const spell = (all: string, name: string): string => spelled.get(name) ?? all;
  const named = (isBadInput ? message.replace(leading, spell) : message).replace(quoted, spell);
  // Control characters of a server could steer the terminal.
  return maskKeys(named, [env["NP6_API_KEY"] ?? "", ...databaseSecrets(env)]).replace(/[^\P{Cc}\n]/gu, "�");
}
