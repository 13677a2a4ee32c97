/** The input cannot be compared: what is wrong with it, where, and what to do, in a line. Ends a run with exit code 2. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";
}
