import { Np6Error } from "../errors.ts";

/**
 * Why a database cannot be used: `locked`, another living sync has it; `newer-schema`, a later version of this package
 * made it; `not-a-database`, there is none, or it is something else; `other-server`, a stream in it belongs to another
 * `baseUrl`; `driver-missing`, a package or the version of Node that it needs is not there; `io`, it cannot be read or
 * written.
 */
export type SyncErrorKind =
  | "locked"
  | "newer-schema"
  | "not-a-database"
  | "other-server"
  | "driver-missing"
  | "io";

/** A sync cannot begin or go on, for a reason that trying again will not remove. Nothing that was stored is lost. */
export class Np6SyncError extends Np6Error {
  override readonly name = "Np6SyncError";
  readonly code = "NP6_SYNC";
  /** Why it stopped. */
  declare readonly kind: SyncErrorKind;

  constructor(kind: SyncErrorKind, message: string, options?: ErrorOptions) {
    super(message, { kind, ...options });
  }
}
