import type { Runtime } from "../runtime.ts";

/** A runtime in which time passes only when a test says so. */
export interface ManualRuntime extends Runtime {
  /** Delays of the timers that are set now. */
  pending(): number[];
  /** Waits until a timer of exactly `ms` is set, lets that time pass and runs it. */
  fire(ms: number): Promise<void>;
}

/** Makes one whose clock shows `start` and whose dice always show `dice`. */
export function manualRuntime(start: number = Date.UTC(2026, 0, 1), dice = 0.5): ManualRuntime {
  let now = start;
  const timers = new Set<{ ms: number; run: () => void }>();
  let armed = (): void => {};
  return {
    now: () => now,
    random: () => dice,
    after(ms, run) {
      const timer = { ms, run };
      timers.add(timer);
      armed();
      return () => timers.delete(timer);
    },
    pending: () => [...timers].map(({ ms }) => ms),
    async fire(ms) {
      for (;;) {
        const timer = [...timers].find((candidate) => candidate.ms === ms);
        if (timer) {
          timers.delete(timer);
          now += ms;
          timer.run();
          return;
        }
        await new Promise<void>((resolve) => {
          armed = resolve;
        });
      }
    },
  };
}
