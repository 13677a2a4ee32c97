import { sleep } from "../../follow/rounds.ts";
import type { Platform } from "../../transport/platform.ts";
import type { RequestBudget } from "../../transport/request-budget.ts";
import type { Database } from "./database.ts";

/**
 * The budget of requests of all processes that work on one database: one row says when the next request may be sent, by
 * the clock of the database. A process that finds that this time has come moves it on and sends; any other waits and
 * tries again. So no process holds a turn when it dies, and a pause holds for everybody at once.
 *
 * @param perSecond Requests a second, for all processes, until a process sets another rate.
 */
export function sharedBudget(
  database: () => Database,
  perSecond: number,
  { after }: Pick<Platform, "after">,
): RequestBudget {
  // At once, because the process that was started last sets the rate.
  const ready = database().query(setRate, [perSecond]);
  // The first request reports it.
  ready.catch(() => {});
  /** The end of this process's queue. Only the first waiting request asks the database. */
  let turn: Promise<void> = Promise.resolve();

  async function takeTurn(signal: AbortSignal): Promise<void> {
    const { query } = database();
    await ready;
    while (!signal.aborted) {
      const [row] = await query(takeOrTell);
      if (row === undefined) {
        // Somebody has emptied the table.
        await query(setRate, [perSecond]);
        continue;
      }
      const waitMs = Number(row["wait_ms"]);
      if (waitMs <= 0) return;
      // Not longer, because the pause and the rate may change.
      await sleep(Math.min(waitMs, 5_000), signal, after).catch(() => {});
    }
  }

  return {
    wait(signal) {
      const mine = turn.then(() => takeTurn(signal));
      turn = mine.catch(() => {});
      return mine;
    },
    pause(waitMs = 30_000) {
      const paused = database().query(pauseAll, [waitMs]);
      // The next request waits until the pause is written, and fails if this fails.
      turn = Promise.all([turn, paused]).then(() => {});
      // If there is no next one, nobody needs to know.
      turn.catch(() => {});
    },
  };
}

const setRate = `INSERT INTO np6_budget (requests_per_second, next_at) VALUES ($1, clock_timestamp())
  ON CONFLICT (one) DO UPDATE SET requests_per_second = excluded.requests_per_second`;

/**
 * No pause is longer than a day, so a time that is further away was written while the clock was wrong.
 *
 * A process that loses the turn to another one reads the old time, which has passed, so it waits a moment and asks
 * again. Up to 100 ms that nobody used are caught up on, so that no 10 seconds have more than 1 % above the rate, plus
 * one request.
 */
const takeOrTell = `WITH taken AS (
    UPDATE np6_budget
    SET next_at = greatest(least(next_at, clock_timestamp()), clock_timestamp() - interval '100 ms')
      + interval '1 second' / requests_per_second
    WHERE next_at <= clock_timestamp()
      OR next_at > clock_timestamp() + interval '1 day' + interval '1 second' / requests_per_second
    RETURNING 0 AS wait_ms
  )
  SELECT wait_ms FROM taken
  UNION ALL
  SELECT greatest(1, ceil(extract(epoch FROM next_at - clock_timestamp()) * 1000)) AS wait_ms FROM np6_budget
    WHERE NOT EXISTS (SELECT FROM taken)`;

const pauseAll = `UPDATE np6_budget
  SET next_at = greatest(next_at, clock_timestamp() + $1::float8 * interval '1 millisecond')`;
