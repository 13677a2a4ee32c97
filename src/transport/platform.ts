/** What the pipeline takes from its surroundings, passed in so that a test waits for nothing and throws no real dice. */
export interface Platform {
  /** Wall clock, in milliseconds since the epoch. */
  now(): number;
  /** Uniform in [0, 1). */
  random(): number;
  /** Calls `run` once, `ms` milliseconds from now; returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The platform's clock, dice and timers, looked up at each use so that a test framework may replace them. */
export const systemPlatform: Platform = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
