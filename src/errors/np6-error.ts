/**
 * What every error of this package extends: `catch (e) { if (e instanceof Np6Error) … }`.
 *
 * Two copies of the package in one process have two of this class, so code that may meet both compares the
 * literal {@link Np6Error.code} instead. No error carries the API key: messages name only the method and the path.
 */
export abstract class Np6Error extends Error {
  /** Stable, machine-readable class of the error, such as `"NP6_HTTP"`. */
  abstract readonly code: string;

  /**
   * @param details The error's properties, and its `cause` where there is one. A subclass declares them: a field that it
   *   defined would be reset once this has set it.
   */
  constructor(message: string, details?: object) {
    super(message, details);
    Object.assign(this, details);
  }
}
