import { Np6Error } from "./np6-error.ts";

/** No HTTP answer came: DNS, TLS, a refused or reset connection. Retried first; `cause` holds the platform's error. */
export class Np6ConnectionError extends Np6Error {
  override readonly name = "Np6ConnectionError";
  readonly code = "NP6_CONNECTION";
}
