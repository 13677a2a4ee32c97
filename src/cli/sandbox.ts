import type { Command } from "commander";
import { startSandbox } from "../sandbox/index.ts";
import { UsageError } from "../shared/usage-error.ts";
import { parseNumber } from "./arguments.ts";
import { aborted, type CliIo, writeText } from "./cli-io.ts";

interface SandboxCommandOptions {
  readonly port?: number;
  readonly events?: number;
  readonly seed?: number;
  readonly acceptKey?: string;
}

/** The notification that the sandbox has events of, unless told otherwise. */
const notificationId = 156;

/** `np6-events sandbox`: the stand-in server, until it is interrupted. */
export function addSandboxCommand(program: Command, io: CliIo): void {
  program
    .command("sandbox")
    .summary("run a stand-in for the API on this machine")
    .description(
      `Runs a stand-in for the API on 127.0.0.1, with made-up events of notification ${notificationId}, until Ctrl-C.`,
    )
    .option("--port <port>", "TCP port (default: any free one)", parseNumber)
    .option("--events <count>", "events of each kind (default: 1000)", parseNumber)
    .option(
      "--seed <number>",
      "the same seed makes the same events, but for their times (default: 1)",
      parseNumber,
    )
    .option("--accept-key <text>", "the key to accept, a made-up one (default: sandbox-key)")
    .action((options: SandboxCommandOptions) => sandbox(options, io));
}

async function sandbox({ acceptKey, ...options }: SandboxCommandOptions, io: CliIo): Promise<void> {
  const server = await startSandbox({ ...options, key: acceptKey, notificationId }).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  try {
    await writeText(io.stdout, welcome(server.url, server.key), io.signal);
    await aborted(io.signal);
  } finally {
    await server.close();
  }
}

function welcome(url: string, key: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  return `URL  ${url}
key  ${key}
try  curl -H ${quoted(`X-Key: ${key}`)} '${url}/notifications/${notificationId}/events/activations?sort=asc'
`;
}
