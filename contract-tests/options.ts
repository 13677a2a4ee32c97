import { parseArgs } from "node:util";
import { UsageError } from "../src/shared/usage-error.ts";
import { checks } from "./checks/index.ts";
import type { ContractSettings } from "./engine/settings.ts";
import { flagSetting, numberSetting } from "./targets/live.ts";
import { production, type TargetName } from "./targets/target.ts";

/** The user's choices for a run. */
export interface ContractOptions {
  readonly target: TargetName;
  /** File that holds the key of a live target, in place of `NP6_API_KEY`. */
  readonly apiKeyFile: string | undefined;
  readonly settings: Pick<ContractSettings, "timeoutMs" | "strict" | "requireExercised" | "checks">;
  readonly reportDirectory: string;
  /** File of known violations, which do not fail the run. */
  readonly baseline: string | undefined;
  /** File to write this run's violations to, as a baseline. */
  readonly writeBaseline: string | undefined;
  /** Directory to write a redacted recording to. */
  readonly record: string | undefined;
  /** Directory of the recording to judge in place of a server. */
  readonly replay: string | undefined;
  /** File that the summary is appended to, for a CI job. */
  readonly stepSummary: string | undefined;
  readonly listChecks: boolean;
  readonly help: boolean;
  /** The settings of a live run from the command line, under the names of the environment. */
  readonly server: Readonly<Partial<Record<ServerSetting, string>>>;
}

/** The settings that the command line may give in place of the environment. */
export type ServerSetting = "NP6_BASE_URL" | "NP6_NOTIFICATION_ID" | "NP6_WINDOW";

/** The option for each of them. */
const serverOptions: Readonly<Record<ServerSetting, "url" | "notification" | "window">> = {
  NP6_BASE_URL: "url",
  NP6_NOTIFICATION_ID: "notification",
  NP6_WINDOW: "window",
};

/** The help of every command that runs the suite. */
export const contractHelp: string = `Usage: np6-events conform [options]            a server of yours
       npm run contract -- [options]           in the repository: Prism with the contract's examples
       npm run contract:sandbox -- [options]   the same as npm run contract -- --target sandbox
       npm run contract:live -- [options]      the same as npm run contract -- --target live

Tests a server against the contract of the notification event endpoints. It sends GET requests only, unless NP6_PROBES=1
allows others.

Options:
  --target NAME             live (the server at NP6_BASE_URL), sandbox, or mock (Prism; in the repository only)
  --url URL                 server of a live run, in place of NP6_BASE_URL
  --notification ID         the notification to look at, in place of NP6_NOTIFICATION_ID
  --window START/END        the window to look into, in place of NP6_WINDOW
  --strict                  a refuted assumption fails the run, as with NP6_STRICT=1
  --api-key-file FILE       file that holds the API key, in place of NP6_API_KEY
  --list-checks             print the catalogue and end
  --checks a,b              run these checks only
  --exclude-checks a,b      run all checks but these
  --baseline FILE           violations listed there do not fail the run; those that went away are named
  --write-baseline FILE     write the violations that fail the run there, to be noted and committed
  --record DIR              keep all responses there, without the key and personal data
  --replay DIR              judge the responses of a recording; nothing is sent
  --help                    show this

Settings (environment):
  NP6_BASE_URL              server of a live run (default ${production})
  NP6_ALLOW_INSECURE_HTTP=1 lets it be http beyond loopback too: the key then travels unencrypted
  NP6_API_KEY               its key, required for a live run
  NP6_NOTIFICATION_ID       the notification to look at, required for a live run
  NP6_WINDOW                start/end, ISO 8601 (default: the last 7 days)
  NP6_MAX_RPS               requests a second (default 2; no limit on loopback)
  NP6_TIMEOUT               seconds until headers, and between chunks (default 10)
  NP6_PROBES=1              send POST, HEAD and the key in a URL beyond loopback too
  NP6_STRICT=1              a refuted assumption fails the run
  NP6_REQUIRE_EXERCISED=1   a check not exercised, or an endpoint without events, fails the run
  NP6_REPORT_DIR            where report.html, report.json, junit.xml, summary.md and open-questions.md go
                            (default reports/<target>)
  GITHUB_STEP_SUMMARY       file that the summary is appended to, too

Examples:
  NP6_API_KEY=… np6-events conform --notification 156 --window 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z
  np6-events conform --target sandbox --checks window-end-alone,sort-asc
  np6-events conform --url http://localhost:8156 --notification 156 --baseline known-violations.json

Exit code: 0 conformant, 1 violations, 2 wrong settings or no response, 3 stopped early, or not exercised where required.
`;

/**
 * Reads the command line and the environment.
 *
 * @param targets The targets to choose from. The first one is the default.
 * @throws UsageError when an option, the id of a check or a value is unknown.
 */
export function readOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  targets: readonly [TargetName, ...TargetName[]],
): ContractOptions {
  const values = parse(args);
  const server = readServer(values);
  const ofServer = [...Object.values(serverOptions), "api-key-file"] as const;
  const given = ofServer.find((option) => values[option] !== undefined);
  const wanted = values.target ?? (given === undefined ? targets[0] : "live");
  const target = targets.find((name) => name === wanted);
  if (target === undefined) throw new UsageError(`--target must be one of ${targets.join(", ")}.`);
  if (values.record !== undefined && values.replay !== undefined) {
    throw new UsageError("--record and --replay exclude each other: a replay has nothing new to record.");
  }
  if (given !== undefined && (target !== "live" || values.replay !== undefined)) {
    throw new UsageError(`--${given} is for a live run. Leave it out, or choose --target live.`);
  }
  return {
    target,
    server,
    apiKeyFile: values["api-key-file"],
    settings: {
      timeoutMs: numberSetting(env, "NP6_TIMEOUT", { least: 0.1, most: 300, fallback: 10 }) * 1000,
      strict: values.strict === true || flagSetting(env, "NP6_STRICT"),
      requireExercised: flagSetting(env, "NP6_REQUIRE_EXERCISED"),
      checks: chooseChecks(values.checks, values["exclude-checks"]),
    },
    baseline: values.baseline,
    writeBaseline: values["write-baseline"],
    record: values.record,
    replay: values.replay,
    stepSummary: env["GITHUB_STEP_SUMMARY"] || undefined,
    reportDirectory: env["NP6_REPORT_DIR"] || `reports/${target}`,
    listChecks: values["list-checks"] ?? false,
    help: values.help ?? false,
  };
}

function parse(args: readonly string[]) {
  const values = parseValues(args);
  // Without this, `--url "$STAGING"` would send the key to production.
  const empty = Object.entries(values).find(([, value]) => value === "");
  if (empty !== undefined) throw new UsageError(`--${empty[0]} is empty. Is a shell variable unset?`);
  return values;
}

function parseValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        target: { type: "string" },
        url: { type: "string" },
        notification: { type: "string" },
        window: { type: "string" },
        strict: { type: "boolean" },
        "api-key-file": { type: "string" },
        checks: { type: "string" },
        "exclude-checks": { type: "string" },
        baseline: { type: "string" },
        "write-baseline": { type: "string" },
        record: { type: "string" },
        replay: { type: "string" },
        "list-checks": { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error} See --help.`);
  }
}

function readServer(values: ReturnType<typeof parse>): ContractOptions["server"] {
  const entries = Object.entries(serverOptions).flatMap(([setting, option]) => {
    const value = values[option];
    return value === undefined ? [] : [[setting, value]];
  });
  return Object.fromEntries(entries);
}

function chooseChecks(only: string | undefined, except: string | undefined): ReadonlySet<string> | undefined {
  if (only === undefined && except === undefined) return undefined;
  const known = checks.map(({ id }) => id);
  const named = (list: string | undefined) =>
    list === undefined ? [] : list.split(",").map((id) => id.trim());
  const unknown = [...named(only), ...named(except)].filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new UsageError(`Unknown check: ${unknown.join(", ")}. Valid ids:\n${known.join(", ")}`);
  }
  const chosen = new Set(only === undefined ? known : named(only));
  for (const id of named(except)) chosen.delete(id);
  if (chosen.size === 0) throw new UsageError("No check is left to run. See --list-checks.");
  return chosen;
}
