import type { Platform } from "../transport/platform.ts";
import type { EventStore, StreamKey, StreamWork } from "./event-store.ts";
import { dueAt as dueTime } from "./poll-stream.ts";

/** How often the streams of the database are read again, to notice added and removed ones. */
const refreshMs = 10_000;

/** A stream in the schedule of this process. */
interface Scheduled {
  readonly key: StreamKey;
  /** In milliseconds since 1970 UTC; `undefined` while it is being polled. */
  dueAt: number | undefined;
}

/** A database of one process never reassigns a stream. */
const owned = new AbortController().signal;

/**
 * Works on the due streams of a database that belongs to this process: the most overdue first, and never two polls of
 * one stream at once. The interface is that of `StreamWorkers.run`.
 */
export async function runLocally(
  store: Pick<EventStore, "streams">,
  { concurrency, once, signal, poll }: StreamWork,
  { now, after }: Pick<Platform, "now" | "after">,
): Promise<void> {
  const schedule = new Map<string, Scheduled>();
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  const stopped = (): boolean => failure !== undefined || signal.aborted;
  const onAbort = (): void => wake();
  signal.addEventListener("abort", onAbort);

  async function refresh(): Promise<void> {
    const active = new Map<string, Scheduled>();
    for (const stream of await store.streams()) {
      const { kind, notificationId, state } = stream;
      if (state !== "active") continue;
      const key = { kind, notificationId };
      const id = idOf(key);
      const known = schedule.get(id);
      const scheduled = known ?? { key, dueAt: 0 };
      if (scheduled.dueAt !== undefined) scheduled.dueAt = dueTime(stream, now());
      active.set(id, scheduled);
    }
    schedule.clear();
    for (const [id, scheduled] of active) schedule.set(id, scheduled);
  }

  function mostOverdue(): Scheduled | undefined {
    let first: Scheduled | undefined;
    for (const scheduled of schedule.values()) {
      if (scheduled.dueAt !== undefined && scheduled.dueAt < (first?.dueAt ?? Number.POSITIVE_INFINITY))
        first = scheduled;
    }
    return first;
  }

  function start(scheduled: Scheduled): void {
    scheduled.dueAt = undefined;
    const work = poll(scheduled.key, owned).then(
      (dueAt) => {
        if (dueAt === undefined || once) schedule.delete(idOf(scheduled.key));
        else scheduled.dueAt = dueAt;
      },
      (error: unknown) => {
        failure ??= { error };
      },
    );
    running.add(work);
    void work.then(() => {
      running.delete(work);
      wake();
    });
  }

  try {
    await refresh();
    let refreshAt = now() + refreshMs;
    while (!stopped()) {
      // More than that lies ahead where the clock was set back.
      if (!once && (now() >= refreshAt || now() < refreshAt - refreshMs)) {
        await refresh();
        refreshAt = now() + refreshMs;
      }
      let next = mostOverdue();
      while (next?.dueAt !== undefined && running.size < concurrency && (once || next.dueAt <= now())) {
        start(next);
        next = mostOverdue();
      }
      if (once && next === undefined && running.size === 0) return;
      const dueAt = running.size < concurrency ? (next?.dueAt ?? refreshAt) : refreshAt;
      await new Promise<void>((resolve) => {
        // With `once`, only the end of a poll makes room for another.
        const cancel = once ? () => {} : after(Math.max(0, Math.min(dueAt, refreshAt) - now()), resolve);
        wake = () => {
          cancel();
          resolve();
        };
        if (stopped()) wake();
      });
    }
  } catch (error) {
    failure ??= { error };
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
  await Promise.all(running);
  if (failure) throw failure.error;
}

function idOf({ kind, notificationId }: StreamKey): string {
  return `${kind} ${notificationId}`;
}
