/** Where the scenarios of proofs/runtimes/project/scenarios.js find what they need. */
export interface RuntimePlace {
  /** A sandbox, and one that responses one request a second. */
  readonly url: string;
  readonly throttledUrl: string;
  readonly key: string;
  /** How many events of each kind notification 156 has. */
  readonly events: number;
}

/** What the columns of the table are called. */
export const columns = [
  "import",
  "require",
  "stream",
  "array",
  "error",
  "abort",
  "retry",
  "follow",
  "pull",
] as const;
export type RuntimeColumn = (typeof columns)[number];

/** A row of the table. */
export interface ScenarioOutcome {
  /** Name and version of the runtime. */
  readonly runtime: string;
  /** Why it could not be tried; then there are no results. */
  readonly skipped?: string;
  /** What failed and how, `null` for what did not. A column that means nothing there is absent. */
  readonly results: Readonly<Partial<Record<RuntimeColumn, string | null>>>;
}
