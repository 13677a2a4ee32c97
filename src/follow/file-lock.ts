import { open, readdir, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import type { CheckpointError } from "./follow-error.ts";
import { ownIdentity, type ProcessIdentity, stateOf } from "./process-identity.ts";

const heartbeatMs = 10_000;
/** Without a sign of life for so long, a process that can't be seen from here is taken for dead. */
const staleMs = 60_000;

/**
 * Locks a file for this process, with a file of its own beside it: `<path>.lock-<pid>-<start>-<place>`.
 *
 * First each process makes its lock, then it looks for others: of two that come at once, at least one sees the other.
 * (Both may be refused; then neither follows.) And a lock that is removed is certainly that of the dead process, where
 * with one name for all it could be that of the successor who was faster.
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

/** Who holds a lock, in words; `undefined` if that process is dead. */
async function livingHolder(
  holder: ProcessIdentity,
  self: ProcessIdentity,
  lock: string,
): Promise<string | undefined> {
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
