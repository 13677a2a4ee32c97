/** A command got wrong arguments, settings or input. The message says what is wrong and what to do. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
