import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { text as readText } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const script = path("../np6-events.ts");
/** Starts it three times as fast: the source is compiled once, not in each process. */
const compileCache = path("../../../node_modules/.cache/node-compile");

/** How the command is started. */
export interface StartOptions {
  /** Its environment besides `PATH`, without anything of the machine's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Has it take its stderr for a terminal, so wide. */
  readonly terminal?: number;
  /** File that stdout is, such as `/dev/full`. */
  readonly stdout?: string;
  /** Largest file it may write, in blocks of 512 bytes. */
  readonly maxFileBlocks?: number;
}

/** How the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a process of its own, killed at the end of the test if not before. */
export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with all that came on the stream, once the text is in it. */
  shows(stream: "stdout" | "stderr", text: string): Promise<string>;
  /** Sends a signal, and waits for the end. */
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts `np6-events`. */
export function start(args: readonly string[], options: StartOptions = {}): Program {
  const { env = {}, terminal, stdout, maxFileBlocks } = options;
  const pretence = `process.stderr.isTTY = true; process.stderr.columns = ${terminal}`;
  const nodeArgs =
    terminal === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(pretence)}`];
  const command = [process.execPath, ...nodeArgs, script, ...args];
  if (maxFileBlocks !== undefined) command.unshift("sh", "-c", `ulimit -f ${maxFileBlocks}; exec "$0" "$@"`);
  const [file = "", ...rest] = command;
  const output = stdout === undefined ? ("pipe" as const) : openSync(stdout, "w");
  const child = spawn(file, rest, {
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ["ignore", output, "pipe"],
  });
  if (typeof output === "number") closeSync(output);
  onTestFinished(() => void child.kill("SIGKILL"));

  const texts = { stdout: "", stderr: "" };
  let changed = (): void => {};
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      changed();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      changed();
      resolve({ code, ...texts });
    });
  });
  return {
    child,
    ended,
    async shows(stream, text) {
      while (!texts[stream].includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended and never said ${text}: ${texts.stderr}`);
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
      return texts[stream];
    },
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs `np6-events` to its end. */
export function runProgram(args: readonly string[], options: StartOptions = {}): Promise<Ended> {
  return start(args, options).ended;
}

/** Runs a line of a shell to its end, of which `"$0" "$1"` is `np6-events`. */
export async function runScript(line: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn("sh", ["-c", line, process.execPath, script], {
    env: { PATH: process.env["PATH"], NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [stdout, stderr, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, "close"),
  ]);
  return { code, stdout, stderr };
}

/** The environment that leads to a server. */
export function envOf({
  url,
  key = "synthetic-key",
}: {
  readonly url: string;
  readonly key?: string;
}): Record<string, string> {
  return { NP6_BASE_URL: url, NP6_API_KEY: key };
}

/** The values of an output of one JSON a line. */
export function parseLines(text: string): unknown[] {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new Error("The last line has no end.");
  return lines.map((line) => JSON.parse(line));
}
