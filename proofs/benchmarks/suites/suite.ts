/** How much a benchmark does. */
export interface Settings {
  /** Length of the long list. */
  readonly events: number;
  /** How often each subject is measured. */
  readonly rounds: number;
  /** Longest list of `sizes`. */
  readonly maxMb: number;
}

/** One benchmark: a section of docs/benchmarks.md. */
export interface Suite {
  readonly name: string;
  /** What is measured and what the ratios are multiples of, as a line. */
  about(settings: Settings): string;
  /** Measures, and gives a Markdown table. */
  run(settings: Settings): Promise<string>;
}
