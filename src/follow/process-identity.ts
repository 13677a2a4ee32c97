import { createHash } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import process from "node:process";

/** Tells one process from any other: a process id alone is given out again, in a container always from 1. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in a unit that only this file knows. */
  readonly start: string;
  /** Where its id means something: digest of machine, boot and container. */
  readonly place: string;
}

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const { pid } = process;
  // What is missing where there is no /proc. There the name of the machine must do.
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "latin1").catch(() => "");
  const container = await readlink("/proc/self/ns/pid").catch(() => "");
  const place = createHash("sha256").update([hostname(), boot, container].join()).digest("hex").slice(0, 12);
  return { pid, start: (await startOf(pid)) ?? String(Math.round(performance.timeOrigin)), place };
}

/** Whether a process of this place still runs. `unknown`: there is one of its id, which may be another one. */
export async function stateOf({ pid, start }: ProcessIdentity): Promise<"alive" | "dead" | "unknown"> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Else it is there, and someone else's.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "dead";
  }
  const found = await startOf(pid);
  if (found === undefined) return "unknown";
  return found === start ? "alive" : "dead";
}

/** Ticks from boot to its start, on Linux; `undefined` where that can't be read. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The name before it, in brackets, may hold spaces and brackets itself.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Killed, but its parent took no notice yet.
  return state === "Z" || state === "X" ? state : fields[18];
}
