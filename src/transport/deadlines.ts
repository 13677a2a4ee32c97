import { Np6TimeoutError, type TimeoutKind } from "../errors.ts";
import { onAbort } from "../shared/on-abort.ts";
import { numbers, type TimeoutOptions } from "./options.ts";
import type { Platform } from "./platform.ts";

/** The `timeout` option with its defaults, which for `total` is never. */
export type Timeouts = Readonly<Record<TimeoutKind, number>>;

/** @throws Np6ConfigError if one of them is out of range. */
export function timeouts(options: TimeoutOptions = {}): Timeouts {
  return numbers("timeout.", options, { attempt: 30_000, idle: 60_000, total: Number.POSITIVE_INFINITY }, 1);
}

/**
 * One call with all that can end it early: the caller's signal and the three deadlines.
 *
 * `fetch` listens to a signal made here, for one attempt. The caller's own gets one listener, taken off when the call
 * is over: `fetch` and `Request` leave theirs on until they are garbage-collected.
 */
export interface TransportCall {
  /** What is left of the total deadline; `Infinity` without one. */
  remainingMs(): number;
  /** Awaits what the server has no part in: meanwhile no clock runs, and only the caller's signal ends the call. */
  prepare<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Runs one attempt: settles as `work` does, or with the error if its deadline passes first. */
  attempt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | Np6TimeoutError>;
  /** Waits, unless the call ends. */
  sleep(ms: number): Promise<void>;
  /** Awaits a chunk of the body; if the idle deadline passes first, the call ends. */
  chunk<T>(work: () => Promise<T>): Promise<T>;
  /** Has the one who opened the body told when the call ends early, awaited or not. */
  onAbort(drop: (reason: unknown) => void): void;
  /** The call ends early: stops what is under way. */
  abort(reason: unknown): void;
  /** The call is over: lets go of the caller's signal and of the total deadline. */
  close(): void;
}

/** Starts the clocks of a call. `where` opens the messages of its timeouts. */
export function openCall(
  where: string,
  caller: AbortSignal | undefined,
  limits: Timeouts,
  platform: Platform,
): TransportCall {
  let ended: { readonly reason: unknown } | undefined;
  let current = new AbortController();
  /** Rejects what is awaited now: nothing can be relied on to take notice of the signal. */
  let interrupt = (_reason: unknown): void => {};
  let drop = interrupt;
  let deadline = platform.now() + limits.total;
  let disarmTotal = (): void => {};

  const arm = (
    kind: TimeoutKind,
    run: (error: Np6TimeoutError) => void,
    leftMs = limits[kind],
  ): (() => void) =>
    platform.after(leftMs, () => {
      const timeoutMs = limits[kind];
      const message = `${where}: took longer than timeout.${kind}, ${timeoutMs} ms`;
      run(new Np6TimeoutError(message, { kind, timeoutMs }));
    });
  const close = (): void => {
    unfollow?.();
    disarmTotal();
  };
  const abort = (reason: unknown): void => {
    close();
    ended ??= { reason };
    interrupt(reason);
    current.abort(reason);
    drop(reason);
  };
  const follow = (): void => abort(caller?.reason);
  const unfollow = caller && onAbort(caller, follow);
  if (caller?.aborted) follow();

  /** Settles as the work does, or as the timer has it, or fails as the call ends. */
  function race<T>(
    startTimer: (settle: (value: T) => void) => () => void,
    work?: () => Promise<T>,
  ): Promise<T> {
    let disarm = (): void => {};
    return new Promise<T>((resolve, reject) => {
      if (ended) throw ended.reason;
      interrupt = reject;
      disarm = startTimer(resolve);
      work?.().then(resolve, reject);
    }).finally(() => disarm());
  }

  return {
    remainingMs: () => deadline - platform.now(),
    async prepare(work) {
      disarmTotal();
      deadline -= platform.now();
      const done = await race(
        () => disarmTotal,
        () => work(current.signal),
      );
      if (Number.isFinite(deadline)) disarmTotal = arm("total", abort, deadline);
      deadline += platform.now();
      return done;
    },
    attempt<T>(work: (signal: AbortSignal) => Promise<T>) {
      const own = current;
      return race<T | Np6TimeoutError>(
        (settle) =>
          arm("attempt", (error) => {
            settle(error);
            current = new AbortController();
            own.abort(error);
          }),
        () => work(own.signal),
      );
    },
    sleep: (ms) => race<void>((settle) => platform.after(ms, settle)),
    chunk: (work) => race(() => arm("idle", abort), work),
    onAbort(run) {
      drop = run;
    },
    abort,
    close,
  };
}
