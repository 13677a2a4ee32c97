import pg from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { openedHastily as open, run, withPostgres } from "../testing/postgres-set-up.ts";

let newDatabase: () => Promise<string>;
withPostgres.beforeAll(({ newDatabase: make }) => {
  newDatabase = make;
});

/** A database in which one of two updates of a row fails. */
async function strictDatabase(): Promise<string> {
  const url = await newDatabase();
  const name = new URL(url).pathname.slice(1);
  await run(url, `ALTER DATABASE ${name} SET default_transaction_isolation TO 'repeatable read'`);
  return url;
}

describe("the budget of all workers", () => {
  const never = new AbortController().signal;

  it("has one rate for all workers, the one that was set last", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    const first = one.workers?.budget(1);
    await first?.wait(never);
    const second = other.workers?.budget(1_000_000);
    // At the first rate, this would take hours.
    await Promise.all(Array.from({ length: 50 }, () => [first?.wait(never), second?.wait(never)]).flat());
  });

  it("has the rate of the worker that was started last, whichever asks first", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    const first = one.workers?.budget(1_000_000);
    await first?.wait(never);
    other.workers?.budget(1_000);
    await expect
      .poll(() => run(url, "SELECT FROM np6_budget WHERE requests_per_second = 1000"))
      .toHaveLength(1);
  });

  it("waits for no time that the clock of the database had by mistake, and has a limit in an empty table", async () => {
    const url = await newDatabase();
    const budget = (await open(url)).workers?.budget(1_000);
    await budget?.wait(never);
    await run(url, "UPDATE np6_budget SET next_at = now() + interval '10 years'");
    await budget?.wait(never);
    expect(await run(url, "SELECT FROM np6_budget WHERE next_at < now() + interval '1 minute'")).toHaveLength(
      1,
    );
    await run(url, "DELETE FROM np6_budget");
    await budget?.wait(never);
    expect(await run(url, "SELECT requests_per_second AS rate FROM np6_budget")).toEqual([{ rate: "1000" }]);
  });

  it("moves the time of the next request by one interval for each request", async () => {
    const url = await strictDatabase();
    const stores = [await open(url), await open(url)];
    const budgets = stores.map((store) => store.workers?.budget(50));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());
    const nextAt = async () => {
      const { rows } = await client.query("SELECT extract(epoch FROM next_at) * 1000 AS at FROM np6_budget");
      return Number(rows[0]?.at);
    };
    await budgets[0]?.wait(never);
    const before = await nextAt();
    await Promise.all(Array.from({ length: 30 }, (_, n) => budgets[n % 2]?.wait(never)));
    // Later, if the test was held up.
    expect(Math.round((await nextAt()) - before)).toBeGreaterThanOrEqual(30 * 20);
  });

  it("pauses all workers while one of them is told to, and releases a worker that is aborted", async () => {
    const url = await newDatabase();
    const [one, other] = [await open(url), await open(url)];
    const [first, second] = [one, other].map((store) => store.workers?.budget(1_000));
    await Promise.all([first?.wait(never), second?.wait(never)]);
    // Two connections, so that who asks for a turn has one at once.
    await Promise.all([other.streams(), other.streams()]);
    first?.pause(3_600_000);
    await first?.wait(AbortSignal.abort());
    const callOff = new AbortController();
    let sent = false;
    const waiting = second?.wait(callOff.signal).then(() => {
      sent = !callOff.signal.aborted;
    });
    // Longer than it takes to ask for a turn.
    for (let queries = 0; queries < 10; queries++) await other.streams();
    expect(sent).toBe(false);
    callOff.abort();
    await waiting;
    expect(sent).toBe(false);
  });

  it("looks again after a while how long a pause is", async () => {
    const url = await newDatabase();
    const budget = (await open(url)).workers?.budget(1_000);
    await budget?.wait(never);
    budget?.pause(3_600_000);
    const waiting = budget?.wait(never);
    await expect.poll(() => run(url, "SELECT FROM np6_budget WHERE next_at > now()")).toHaveLength(1);
    await run(url, "UPDATE np6_budget SET next_at = now()");
    await waiting;
  });

  it("rejects the next request if a pause could not be written, and no other", async () => {
    const budget = (await open(await newDatabase())).workers?.budget(1_000);
    await budget?.wait(never);
    // No time is so late.
    budget?.pause(1e300);
    await expect(budget?.wait(never)).rejects.toThrow(/out of range/);
    await budget?.wait(never);
  });
});
