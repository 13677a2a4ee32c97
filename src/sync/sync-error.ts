import { Np6Error } from "../errors.ts";

/**
 * Why a database cannot be used: `locked`, another living sync has it; `no-database`, there is none, or nothing was
 * synced into it yet; `not-a-database`, it is another kind of file or another program's database; `newer-schema`, a
 * later version of this package made it; `older-schema`, an earlier one did, and only a sync migrates it;
 * `other-server`, a stream in it belongs to another `baseUrl`; `driver-missing`, a required package is not installed,
 * or Node is too old; `access-denied`, it rejects the user or the password, or gives the user too few rights; `io`, it
 * cannot be read or written.
 */
export type SyncErrorKind =
  | "locked"
  | "no-database"
  | "not-a-database"
  | "newer-schema"
  | "older-schema"
  | "other-server"
  | "driver-missing"
  | "access-denied"
  | "io";

/** A sync cannot begin or go on, for a reason that a retry will not remove. No stored event is lost. */
export class Np6SyncError extends Np6Error {
  override readonly name = "Np6SyncError";
  readonly code = "NP6_SYNC";
  /** Why it stopped. */
  declare readonly kind: SyncErrorKind;

  constructor(kind: SyncErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, { kind, ...options });
  }
}
