/** Clock, random numbers and timers, passed in so that a test can control them. */
export interface Platform {
  /** Wall clock, in milliseconds since the epoch. */
  now(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Calls `run` once, `ms` milliseconds from now; returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The system's clock, random numbers and timers, looked up at each use so that a test framework may replace them. */
export const systemPlatform: Platform = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
