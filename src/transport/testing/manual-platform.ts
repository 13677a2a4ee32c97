import type { Platform } from "../platform.ts";

/** A platform in which time passes only when a test says so. */
export interface ManualPlatform extends Platform {
  /** Delays of the timers that are set now. */
  pending(): number[];
  /** Waits until a timer of exactly `ms` is set. */
  armed(ms: number): Promise<void>;
  /** The same, then lets that time pass and runs the timer. */
  fire(ms: number): Promise<void>;
}

/** Makes one whose clock shows `start` and whose dice always show `dice`. */
export function manualPlatform(start: number = Date.UTC(2026, 0, 1), dice = 0.5): ManualPlatform {
  let now = start;
  const timers = new Set<{ ms: number; run: () => void }>();
  const waiters = new Set<() => void>();
  const find = (ms: number) => [...timers].find((timer) => timer.ms === ms);

  async function armed(ms: number): Promise<void> {
    while (!find(ms)) await new Promise<void>((resolve) => waiters.add(resolve));
  }

  return {
    now: () => now,
    random: () => dice,
    after(ms, run) {
      const timer = { ms, run };
      timers.add(timer);
      for (const wake of waiters) wake();
      waiters.clear();
      return () => timers.delete(timer);
    },
    pending: () => [...timers].map(({ ms }) => ms),
    armed,
    async fire(ms) {
      await armed(ms);
      const timer = find(ms);
      if (!timer) throw new Error(`The timer of ${ms} ms was called off.`);
      timers.delete(timer);
      now += ms;
      timer.run();
    },
  };
}
