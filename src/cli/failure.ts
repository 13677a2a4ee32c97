import { CommanderError } from "commander";
import { Np6ConfigError } from "../errors.ts";
import { type FollowErrorKind, Np6FollowError } from "../follow/index.ts";
import { maskKeys } from "../shared/redaction/key.ts";
import { UsageError } from "../shared/usage-error.ts";
import { Np6SyncError } from "../sync/index.ts";
import { type CliIo, ClosedPipe } from "./cli-io.ts";
import { databaseSecrets } from "./database.ts";

/** How a command that threw ends: with which exit code, and what is said about it. */
export interface Failure {
  readonly exitCode: 0 | 1 | 2 | 130;
  readonly message?: string;
}

/** Says in a line or two what went wrong; never a stack trace, never the key. */
export function failureOf(error: unknown, { env, signal }: CliIo): Failure {
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
    return { exitCode: 2, message: withoutValues(error.message) };
  }
  const message = readable(error instanceof Error ? error.message : String(error), env);
  if (isWrongUsage(error)) return { exitCode: 2, message };
  if (signal.aborted) return { exitCode: 130, message: "Interrupted." };
  return { exitCode: 1, message };
}

/** Checkpoints that can't be used by this call: nothing was sent. */
const unusable: readonly FollowErrorKind[] = ["locked", "other-stream", "newer-format", "damaged"];

function isWrongUsage(error: unknown): boolean {
  if (error instanceof Np6FollowError) return unusable.includes(error.kind);
  if (error instanceof Np6SyncError) return error.kind !== "io";
  return error instanceof UsageError || error instanceof Np6ConfigError;
}

/** Commander quotes an unknown flag with its value, which may be a key under another name. */
function withoutValues(message: string): string {
  return message.replace(/^error: /, "").replace(/'(--?[^'=]*)=[^']*'/s, "'$1'");
}

/** How the library and the command line call one thing. */
const optionNames: readonly (readonly [string, string])[] = [
  ["baseUrl", "NP6_BASE_URL"],
  ["allowInsecureHttp", "NP6_ALLOW_INSECURE_HTTP=1"],
  ["apiKey", "the API key"],
  ["from", "--from"],
  ["notifications", "--notification or --notifications"],
  ["kinds", "--kinds"],
  ["every", "--every"],
  ["maxEvery", "--max-every"],
  ["lag", "--lag"],
  ["overlap", "--overlap"],
  ["concurrency", "--concurrency"],
  ["maxRequestsPerSecond", "--max-rps"],
];

/**
 * A message of the library in the words of the command line. The client keeps the key out of its own messages; all other
 * text, such as a file's name, may hold it.
 */
export function readable(message: string, env: CliIo["env"]): string {
  const named = optionNames.reduce((text, [name, option]) => text.replaceAll(`\`${name}\``, option), message);
  // What a server says could steer the terminal.
  return maskKeys(named, [env["NP6_API_KEY"] ?? "", ...databaseSecrets(env)]).replace(/[^\P{Cc}\n]/gu, "�");
}
