/** Wrong settings: what is wrong and what to do, in words. Ends a run with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
