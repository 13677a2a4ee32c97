/** Something that takes what others wrote, and what must hold of it whatever they wrote. */
export interface FuzzTarget {
  /** In kebab-case. */
  readonly name: string;
  /** Inputs to begin with: what it is meant for. */
  readonly seeds: readonly string[];
  /** Throws where something does not hold. */
  check(input: Uint8Array): void | Promise<void>;
}

/** Fails unless a condition holds. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`Broken: ${what}.`);
}

/** The error that `run` throws, or what it returns. */
export function attempt<T>(run: () => T): { value: T } | { error: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    return { error };
  }
}
