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

/** Starts the server of a plan, which has bad manners. */
export async function startCrashServer(plan: EventPlan): Promise<ServerProcess> {
  let restarts = 0;
  let [child, url] = await start(0);
  const kill = async (): Promise<void> => {
    if (!isRunning(child)) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };

  async function start(port: number): Promise<[ChildProcess, string]> {
    const script = fileURLToPath(new URL("server.ts", import.meta.url));
    const child = spawn(process.execPath, [script, JSON.stringify({ ...plan, port })], {
      stdio: ["ignore", "pipe", "inherit"],
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
