/**
 * Many processes work on one database. pg-boss keeps a job for each stream and gives it to one process at a time:
 *
 * - The queue's policy is `stately`: at most one job of a stream waits, and at most one is being worked on.
 * - The process that polled a stream sends the job of its next poll, with `startAfter`, before it completes the present
 *   one. So a process may die at any moment and leaves at least one job.
 * - A job whose process sends no heartbeat for 10 s goes to another one.
 *
 * `np6_streams` says what is due, and jobs are only derived from it: a stream that is due and has no job, because it
 * was just added or an administrator emptied the queue, gets one.
 */
import type { PgBoss } from "pg-boss";
import { floorToSecond, sleep } from "../../follow/rounds.ts";
import type { Platform } from "../../transport/platform.ts";
import type { StoredStream, StreamKey, StreamWork, StreamWorkers } from "../event-store.ts";
import { dueAt, isAhead } from "../poll-stream.ts";
import { type Persist, persistence, type QueueStore, queue, startQueue } from "./queue.ts";
import { sharedBudget } from "./shared-budget.ts";

/** How often due streams without a job get one, in milliseconds. */
const feedMs = 5_000;

/** The content of a job. */
interface StreamJob extends StreamKey {
  /** Poll it even if it is not due, unless it was polled since then. In milliseconds since 1970 UTC. */
  readonly since?: number | undefined;
}

/** The parts of the store that workers need. */
export interface WorkerStore extends QueueStore {
  readonly streams: () => Promise<readonly StoredStream[]>;
  readonly stream: (key: StreamKey) => Promise<StoredStream | undefined>;
}

/** The workers of a database. */
export function postgresWorkers(store: WorkerStore, platform: Platform): StreamWorkers {
  return {
    budget: (perSecond) => sharedBudget(store.database, perSecond, platform),
    run: (work) => runWorker(store, work, platform),
  };
}

async function runWorker(store: WorkerStore, work: StreamWork, platform: Platform): Promise<void> {
  const { now, after } = platform;
  const polls = new Set<Promise<unknown>>();
  const over = new AbortController();
  const ended = AbortSignal.any([work.signal, over.signal]);
  let failure: { readonly error: unknown } | undefined;
  const persist = persistence(ended, after);
  const boss = await startQueue(store, persist, ended, after);

  async function pollJob({ since = 0, ...key }: StreamJob, signal: AbortSignal): Promise<void> {
    const stream = await store.stream(key);
    if (stream?.state !== "active") return;
    const { nextPollAt, lastPolledAt = 0 } = stream;
    const isDue = dueAt(stream, now()) <= now() || lastPolledAt < since;
    const next = isDue ? await work.poll(key, signal) : nextPollAt;
    if (next !== undefined) await persist(() => boss.send(queue, key, jobOptions(key, next - now())));
  }

  /** Works on the jobs that pg-boss gives to one of our slots. */
  async function takePlace(): Promise<void> {
    let id: string | undefined;
    // An idle process asks four times a second, with any number of slots.
    const options = { pollingIntervalSeconds: Math.max(1, work.concurrency / 4) };
    id = await boss.work<StreamJob>(queue, options, async ([job]) => {
      if (job === undefined || ended.aborted) return;
      const poll = pollJob(job.data, job.signal);
      polls.add(poll);
      try {
        await poll;
      } catch (error) {
        // If no heartbeat got through, because the database was away or this process was suspended, another process gets
        // the job. The stream has another version by then, so a poll that has not noticed writes nothing.
        if (!job.signal.aborted) {
          failure ??= { error };
          over.abort();
        }
        throw error;
      } finally {
        polls.delete(poll);
      }
      // There may be more work, so it does not wait for the next check.
      if (id !== undefined) boss.notifyWorker(id);
    });
  }

  try {
    // Checked at once, so that dead processes are noticed even if no process lives long.
    await persist(() => boss.supervise(queue));
    const feed = createFeed(boss, store, platform);
    await persist(feed);
    await Promise.all(Array.from({ length: work.concurrency }, takePlace));
    if (work.once) await pollAllOnce(boss, store, platform, { ...work, signal: ended }, persist);
    while (!work.once && !ended.aborted) {
      await sleep(feedMs, ended, after).catch(() => {});
      if (!ended.aborted) await persist(feed);
    }
  } catch (error) {
    if (!ended.aborted) failure ??= { error };
  }
  await boss.offWork(queue, { wait: false });
  await Promise.allSettled(polls);
  await boss.stop({ timeout: 5_000 });
  if (failure) throw failure.error;
}

/** A delay and no time, because the clock of the database may differ: a job that came too early would be sent again at once. */
function jobOptions(key: StreamKey, delayMs: number) {
  return { singletonKey: jobKey(key), startAfter: Math.max(0, delayMs) / 1000 };
}

function jobKey({ kind, notificationId }: StreamKey): string {
  return `${kind}/${notificationId}`;
}

/**
 * Makes the function that gives a job to each stream that is due and has none; the most overdue first, as pg-boss hands out
 * the oldest job.
 *
 * If a stream became due earlier than its job says, its job is moved: somebody added the stream again, or started a
 * sync with a shorter `maxEvery`. The job does not show that it is late, so it is moved once for each time that the
 * stream is due.
 */
function createFeed(
  boss: PgBoss,
  { streams }: WorkerStore,
  { now }: Pick<Platform, "now">,
): () => Promise<void> {
  let moved = new Map<string, number>();
  return async () => {
    const due = (await streams())
      .filter((stream) => stream.state === "active" && dueAt(stream, now()) <= now())
      .sort((a, b) => a.nextPollAt - b.nextPollAt);
    await giveJobs(boss, due);
    const before = moved;
    // What was found while a clock was wrong is not remembered.
    const timeOf = (stream: StoredStream) => (isAhead(stream, now()) ? Number.NaN : stream.nextPollAt);
    moved = new Map(due.map((stream) => [jobKey(stream), timeOf(stream)]));
    for (const stream of due) {
      // The first job of a stream is due at once.
      if (stream.lastPolledAt === undefined || before.get(jobKey(stream)) === timeOf(stream)) continue;
      await boss.update(queue, undefined, jobOptions(stream, 0));
    }
  };
}

/** A stream that has a waiting job keeps it. */
async function giveJobs(boss: PgBoss, keys: readonly StreamJob[]): Promise<void> {
  if (keys.length === 0) return;
  const jobs = keys.map(({ kind, notificationId, since }) => ({
    data: { kind, notificationId, since },
    ...jobOptions({ kind, notificationId }, 0),
  }));
  await boss.insert(queue, jobs);
}

/**
 * Makes some process poll every active stream up to now, and waits for it, also for a stream that a dead process holds.
 * Another process may poll a stream that is far behind in turns.
 */
async function pollAllOnce(
  boss: PgBoss,
  { streams }: WorkerStore,
  { now, after }: Platform,
  { lag, signal }: Pick<StreamWork, "lag" | "signal">,
  persist: Persist,
): Promise<void> {
  const since = now();
  const isBehind = ({ error, progress }: StoredStream) =>
    error === undefined && progress.cursor < floorToSecond(since - lag);
  for (let asked = Number.NEGATIVE_INFINITY; ; ) {
    const left = (await streams()).filter(
      (stream) =>
        stream.state === "active" &&
        ((stream.lastPolledAt ?? 0) < since || isAhead(stream, now()) || isBehind(stream)),
    );
    if (left.length === 0) return;
    // Checked repeatedly, because a poll that had begun before may have taken the job.
    if (now() - asked >= 2 * feedMs) {
      asked = now();
      for (const { kind, notificationId } of left) {
        const job = { kind, notificationId, since };
        const { updated } = await persist(() => boss.update(queue, job, jobOptions(job, 0)));
        if (updated === 0) await persist(() => giveJobs(boss, [job]));
      }
    }
    await sleep(250, signal, after);
  }
}
