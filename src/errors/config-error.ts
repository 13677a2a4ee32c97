import { Np6Error } from "./np6-error.ts";

/** Bad input, refused before any request: a missing key, an id out of range, a date without a zone. */
export class Np6ConfigError extends Np6Error {
  override readonly name = "Np6ConfigError";
  readonly code = "NP6_CONFIG";
}
