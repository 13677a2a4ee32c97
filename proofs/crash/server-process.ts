import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { EventPlan } from "./event-plan.ts";
import { isRunning } from "./follower.ts";

/** A server process at one address. */
export interface ServerProcess {
  readonly url: string;
  /** How often it was restarted. */
  readonly restarts: () => number;
  /** Kills it and starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What a server serves. */
export interface CrashServing extends EventPlan {
  readonly notifications: readonly number[];
  /** File that gets the time of each request, in milliseconds since 1970 UTC, a line each. */
  readonly log?: string | undefined;
  /** Seconds that a 429 asks to wait. Default: it does not say. */
  readonly retryAfter?: number | undefined;
}

/** Starts a server, which has bad manners. */
export async function startCrashServer(serving: CrashServing): Promise<ServerProcess> {
  let restarts = 0;
  let [child, url] = await start(0);
  const kill = async (): Promise<void> => {
    if (!isRunning(child)) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };

  async function start(port: number): Promise<[ChildProcess, string]> {
    const script = fileURLToPath(new URL("server.ts", import.meta.url));
    const child = spawn(process.execPath, [script, JSON.stringify({ ...serving, port })], {
      // It ends with its stdin, so that it never outlives this process.
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    return [child, String(line).trim()];
  }

  return {
    url,
    restarts: () => restarts,
    async restart(): Promise<void> {
      await kill();
      [child, url] = await start(Number(new URL(url).port));
      restarts++;
    },
    stop: kill,
  };
}
