/**
 * A lock is a separate file beside the file that it locks: `<path>.lock-<pid>-<start>-<place>`. Its name says which
 * process made it, so that others can see whether that process still lives.
 *
 * Each process first makes its lock and then looks for others. If two start at once, at least one therefore sees the
 * other. (Both may be rejected; then neither gets the lock.) If all locks had one name, a process that removes the lock
 * of a dead one could remove that of a faster successor. Here each name belongs to one process, so it cannot.
 *
 * A process on this machine is looked up by its id and its start. One from before this machine started is dead. One in
 * another container or on another machine cannot be looked up, so each process touches its lock every 10 s; a lock that
 * was not touched for a minute belongs to a dead process.
 */
import { createHash } from "node:crypto";
import { open, readdir, readFile, readlink, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import type { CheckpointError } from "./follow-error.ts";

const heartbeatMs = 10_000;
/** A process that can't be looked up is considered dead after this time without a heartbeat. */
const staleMs = 60_000;

/**
 * Locks a file for this process.
 *
 * @returns Gives the lock back.
 * @throws Np6FollowError of the kind `locked` if a living process has it.
 */
export async function lockFile(path: string, error: CheckpointError): Promise<() => Promise<void>> {
  const locked = (holder: string): Error =>
    error("locked", `in use by ${holder}. Stop that one, or name another.`);
  const folder = dirname(path);
  const prefix = `${basename(path)}.lock-`;
  const self = await ownIdentity();
  const own = join(folder, `${prefix}${self.pid}-${self.start}-${self.place}`);
  await open(own, "wx").then(
    (file) => file.close(),
    (cause) => {
      throw cause.code === "EEXIST" ? locked("this very process, which follows with it already") : cause;
    },
  );
  const remove = (lock: string): Promise<void> => rm(lock, { force: true }).catch(() => {});
  try {
    for (const other of await readdir(folder)) {
      const [, pid, start, place] = /^(\d+)-(\w+)-(\w+)$/.exec(other.slice(prefix.length)) ?? [];
      const lock = join(folder, other);
      if (!other.startsWith(prefix) || lock === own || !pid || !start || !place) continue;
      const holder = await livingHolder({ pid: Number(pid), start, place }, self, lock);
      if (holder) throw locked(holder);
      await remove(lock);
    }
  } catch (cause) {
    await remove(own);
    throw cause;
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(own, now, now).catch(() => {});
  }, heartbeatMs).unref();
  return () => {
    clearInterval(heartbeat);
    return remove(own);
  };
}

/** Describes who holds a lock; `undefined` if that process is dead. */
async function livingHolder(
  holder: ProcessIdentity,
  self: ProcessIdentity,
  lock: string,
): Promise<string | undefined> {
  if (isBeforeBoot(holder, self)) return undefined;
  const who = `process ${holder.pid}`;
  const here = holder.place === self.place;
  const state = here ? await stateOf(holder) : "unknown";
  if (state !== "unknown") return state === "alive" ? who : undefined;
  const seen = await stat(lock).catch(() => undefined);
  const silence = seen ? Date.now() - seen.mtimeMs : Number.POSITIVE_INFINITY;
  if (silence > staleMs) return undefined;
  const where = here ? "" : " of another machine or container";
  return `${who}${where}, alive ${Math.max(0, Math.round(silence / 1000))} s ago (if it is not, wait a minute)`;
}

/** Tells one process from any other. Its id alone does not: ids are reused, and in a container often begin at 1. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in a unit that only this file knows. */
  readonly start: string;
  /** The place where its id is valid: digests of machine, boot and container, joined by `_`. */
  readonly place: string;
}

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const { pid } = process;
  // Without /proc these are empty, and only the name of the machine is used.
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "latin1").catch(() => "");
  const container = await readlink("/proc/self/ns/pid").catch(() => "");
  const machine = (await readFile("/etc/machine-id", "latin1").catch(() => "")) + hostname();
  const place = [machine, boot, container]
    .map((text) => createHash("sha256").update(text).digest("hex").slice(0, 8))
    .join("_");
  return { pid, start: (await startOf(pid)) ?? String(Math.round(performance.timeOrigin)), place };
}

/** Whether a process ran on this machine before it was last started. */
function isBeforeBoot(holder: ProcessIdentity, self: ProcessIdentity): boolean {
  const [[machine, boot], [ownMachine, ownBoot]] = [holder.place.split("_"), self.place.split("_")];
  return machine === ownMachine && boot !== undefined && boot !== ownBoot;
}

/** Whether a process of this place still runs. `unknown`: a process has its id, but it may be another one. */
async function stateOf({ pid, start }: ProcessIdentity): Promise<"alive" | "dead" | "unknown"> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Any other error means that it exists and belongs to another user.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "dead";
  }
  const found = await startOf(pid);
  if (found === undefined) return "unknown";
  return found === start ? "alive" : "dead";
}

/** Ticks from the boot to the start of a process, on Linux; `undefined` where that can't be read. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The field before it is the name in brackets, which may contain spaces and brackets itself.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Z and X: it was killed, but its parent has not collected it yet.
  return state === "Z" || state === "X" ? state : fields[18];
}
