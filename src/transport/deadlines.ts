import { Np6TimeoutError, type TimeoutKind } from "../errors.ts";
import { onAbort } from "../shared/on-abort.ts";
import { numbers, type TimeoutOptions } from "./options.ts";
import type { Platform } from "./platform.ts";

/** The `timeout` option with its defaults; that of `total` is never. */
export type Timeouts = Readonly<Record<TimeoutKind, number>>;

/** @throws Np6ConfigError if one of them is out of range. */
export function timeouts(options: TimeoutOptions = {}): Timeouts {
  return numbers("timeout.", options, { attempt: 30_000, idle: 60_000, total: Number.POSITIVE_INFINITY }, 1);
}

/**
 * One call with everything that can end it early: the caller's signal and the three deadlines.
 *
 * `fetch` listens to a signal made here for one attempt. The caller's own signal gets one listener, which is removed
 * when the call is over; `fetch` and `Request` keep theirs until they are garbage-collected.
 */
export interface TransportCall {
  /** The rest of the total deadline; `Infinity` without one. */
  remainingMs(): number;
  /**
   * Awaits something that does not depend on the server. Meanwhile no deadline runs, and only the caller's signal ends
   * the call.
   */
  prepare<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Runs one attempt: settles as `work` does, or with the error if its deadline passes first. */
  attempt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | Np6TimeoutError>;
  /** Waits, unless the call ends. */
  sleep(ms: number): Promise<void>;
  /** Awaits a chunk of the body; if the idle deadline passes first, the call ends. */
  chunk<T>(work: () => Promise<T>): Promise<T>;
  /** Calls back when the call ends early, so that the owner of the body knows even if it awaits nothing. */
  onAbort(drop: (reason: unknown) => void): void;
  /** The call ends early: stops everything in progress. */
  abort(reason: unknown): void;
  /** The call is over: releases the caller's signal and the total deadline. */
  close(): void;
}

/** Starts the deadlines of a call. The messages of its timeouts begin with `where`. */
export function openCall(
  where: string,
  caller: AbortSignal | undefined,
  limits: Timeouts,
  platform: Platform,
): TransportCall {
  let ended: { readonly reason: unknown } | undefined;
  let current = new AbortController();
  /** Rejects the awaited promise, because it may ignore the signal. */
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

  /** Settles like the work or the timer, or fails when the call ends. */
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
