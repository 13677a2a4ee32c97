import { Np6TimeoutError, type TimeoutKind } from "../errors/index.ts";
import { numbers, type TimeoutOptions } from "./options.ts";
import type { Runtime } from "./runtime.ts";

/** The `timeout` option with its defaults, which for `total` is never. */
export type Timeouts = Readonly<Record<TimeoutKind, number>>;

/** @throws Np6ConfigError if one of them is out of range. */
export function timeouts(options: TimeoutOptions = {}): Timeouts {
  return numbers("timeout", options, { attempt: 30_000, idle: 60_000, total: Number.POSITIVE_INFINITY }, 1);
}

/**
 * One call with all that can end it early: the caller's signal and the three deadlines.
 *
 * Whatever fetches or waits listens to a signal made here, which lives as long as the call. The caller's own gets one
 * listener, taken off when the call is over: `fetch` and `Request` leave theirs on until they are garbage-collected.
 */
export interface Call {
  /** Aborts with the reason that the caller is to see, or with the timeout of an attempt, which gets a new signal. */
  readonly signal: AbortSignal;
  /** What is left of the total deadline; `Infinity` without one. */
  remainingMs(): number;
  /** Runs one attempt: settles as `work` does, or with the error if its deadline passes first. */
  attempt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | Np6TimeoutError>;
  /** Waits, unless the call ends. */
  sleep(ms: number): Promise<void>;
  /** Ends the call unless the returned function is called before the idle deadline. */
  expectChunk(): () => void;
  /** The call ends early: stops what is under way. */
  abort(reason: unknown): void;
  /** The call is over: lets go of the caller's signal and of the total deadline. */
  close(): void;
}

/** Starts the clocks of a call. `where` opens the messages of its timeouts. */
export function openCall(where: string, caller: AbortSignal, limits: Timeouts, runtime: Runtime): Call {
  let current = new AbortController();
  const deadline = runtime.now() + limits.total;

  const onTimeout = (kind: TimeoutKind, run: (error: Np6TimeoutError) => void): (() => void) => {
    const timeoutMs = limits[kind];
    return runtime.after(timeoutMs, () => {
      const message = `${where}: took longer than timeout.${kind}, ${timeoutMs} ms`;
      run(new Np6TimeoutError(message, { kind, timeoutMs }));
    });
  };
  const close = (): void => {
    caller.removeEventListener("abort", follow);
    disarmTotal?.();
  };
  const abort = (reason: unknown): void => {
    close();
    current.abort(reason);
  };
  const follow = (): void => abort(caller.reason);
  const disarmTotal = Number.isFinite(limits.total) ? onTimeout("total", abort) : undefined;

  caller.addEventListener("abort", follow);
  if (caller.aborted) follow();

  /** Settles with the first of the work, the timer that `arm` sets and the end of the call; unsets the timer. */
  async function race<T>(
    arm: (settle: (value: T) => void) => () => void,
    work?: () => Promise<T>,
  ): Promise<T> {
    const { signal } = current;
    signal.throwIfAborted();
    let disarm = (): void => {};
    const timer = new Promise<T>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      disarm = arm(resolve);
    });
    // Even if the work takes no notice of the signal.
    return Promise.race(work ? [timer, work()] : [timer]).finally(disarm);
  }

  return {
    get signal() {
      return current.signal;
    },
    remainingMs: () => deadline - runtime.now(),
    attempt<T>(work: (signal: AbortSignal) => Promise<T>) {
      const own = current;
      const arm = (settle: (late: Np6TimeoutError) => void) =>
        onTimeout("attempt", (error) => {
          settle(error);
          current = new AbortController();
          own.abort(error);
        });
      return race<T | Np6TimeoutError>(arm, () => work(own.signal));
    },
    sleep: (ms) => race<void>((settle) => runtime.after(ms, settle)),
    expectChunk: () => onTimeout("idle", abort),
    abort,
    close,
  };
}
