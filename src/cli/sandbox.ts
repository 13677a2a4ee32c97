import { type Command, Option } from "commander";
import { endpoints, security } from "../../generated/contract.js";
import { type SandboxOptions, startSandbox } from "../sandbox/index.ts";
import { behaviourValues } from "../sandbox/options.ts";
import { eventKinds } from "../shared/event-kinds.ts";
import { UsageError } from "../shared/usage-error.ts";
import { parseDuration, parseIds, parseNumber } from "./arguments.ts";
import { aborted, type CliIo, writeText } from "./cli-io.ts";

interface SandboxCommandOptions
  extends Pick<
    SandboxOptions,
    "port" | "host" | "events" | "seed" | "notifications" | "rateLimit" | "behaviour"
  > {
  readonly acceptKey?: string;
}

const behaviourHelp = Object.entries(behaviourValues)
  .map(([name, values]) => `  ${name.padEnd(21)}${values.join(", ")}`)
  .join("\n");

const sandboxHelp = `
Behaviours that the vendor's reference leaves open, the default first:
${behaviourHelp}

Examples:
  np6-events sandbox --notifications 156-195
  np6-events sandbox --rate-limit 2/1s --behaviour errorBody=json --behaviour emptyAnswer=204
  np6-events sandbox --host 0.0.0.0 --port 8156        in a container`;

/** `np6-events sandbox`: the test server, until it is interrupted. */
export function addSandboxCommand(program: Command, io: CliIo): void {
  const behaviour = new Option(
    "--behaviour <name=value>",
    "how to respond where the reference is silent; may be repeated",
  );
  program
    .command("sandbox")
    .summary("run a test server instead of the API")
    .description("Runs a test server on this machine instead of the API, with invented events, until Ctrl-C.")
    .option("--port <port>", "TCP port (default: any free port)", parseNumber)
    .option("--host <host>", "name or address to listen on (default: 127.0.0.1)")
    .option("--notifications <ids>", "ids and ranges, such as 156,160-195 (default: 156,157)", parseIds)
    .option("--events <count>", "events of each kind and notification (default: 1000)", parseNumber)
    .option(
      "--seed <number>",
      "the same seed makes the same events, except for their times (default: 1)",
      parseNumber,
    )
    .option("--accept-key <text>", "the key to accept, not a real one (default: sandbox-key)")
    .option(
      "--rate-limit <count/time>",
      "rate limit, such as 2/1s for two requests a second (default: none)",
      parseRateLimit,
    )
    .addOption(behaviour.argParser(addBehaviour))
    .addHelpText("after", sandboxHelp)
    .action((options: SandboxCommandOptions) => sandbox(options, io));
}

async function sandbox({ acceptKey, ...options }: SandboxCommandOptions, io: CliIo): Promise<void> {
  const server = await startSandbox({ ...options, key: acceptKey }).catch((error: Error) => {
    throw new UsageError(error.message.replace(/^Sandbox option "(\w+)"/, (_, name) => flagOf(name)));
  });
  try {
    await writeText(io.stdout, welcome(server.url, server.key, options.notifications?.[0] ?? 156), io.signal);
    await aborted(io.signal);
  } finally {
    await server.close();
  }
}

/** The flag of an option of the sandbox. */
function flagOf(name: string): string {
  return name === "key"
    ? "--accept-key"
    : `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Lines for a shell, so that the user can copy the whole output. */
function welcome(url: string, key: string, notificationId: number): string {
  const { header, prefix } = security;
  const tries = eventKinds.slice(0, 1).map((kind) => {
    const path = endpoints[kind].path.replace(/\{[^}]*\}/, String(notificationId));
    return `npx np6-events pull ${kind} ${notificationId}
curl -H "${header}: ${prefix}$NP6_API_KEY" "$NP6_BASE_URL${path}"
`;
  });
  return `# The sandbox runs until Ctrl-C. In another shell:
export NP6_BASE_URL=${quoted(url)}
export NP6_API_KEY=${quoted(key)}
${tries.join("")}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function parseRateLimit(text: string): SandboxOptions["rateLimit"] {
  const [, limit, period] = /^(\d+)\/(.+)$/.exec(text) ?? [];
  if (limit === undefined || period === undefined) {
    throw new UsageError(
      `--rate-limit is a number of requests and a duration, such as 2/1s or 100/1m, not "${text}".`,
    );
  }
  return { limit: Number(limit), periodMs: parseDuration("The time of --rate-limit")(period) };
}

function addBehaviour(text: string, others: SandboxOptions["behaviour"] = {}): SandboxOptions["behaviour"] {
  const [, name = "", value] = /^(\w+)=(.*)$/.exec(text) ?? [];
  const values = new Map<string, readonly unknown[]>(Object.entries(behaviourValues)).get(name);
  if (values === undefined) {
    throw new UsageError(
      `--behaviour is a name and a value, such as emptyAnswer=204, not "${text}". The names are ${Object.keys(behaviourValues).join(", ")}.`,
    );
  }
  const meant = values.find((allowed) => String(allowed) === value);
  if (meant === undefined)
    throw new UsageError(`--behaviour ${name} must be one of ${values.join(", ")}, not "${value}".`);
  return { ...others, [name]: meant };
}
