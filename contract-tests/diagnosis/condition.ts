import type { EventKind } from "../../generated/contract.js";
import type { KeyVariant } from "../engine/exchange.ts";

/**
 * What the requests of a run differ in. A cause holds for the requests to which all of these apply, and for every request
 * where there are none.
 */
export interface Condition {
  readonly endpoint?: EventKind;
  /** Who sent the request, where it was not the suite itself. */
  readonly sender?: "client";
  readonly method?: "HEAD" | "POST";
  readonly path?: "unknown";
  /** The notification id, where it is not the run's own. `nonexistent`: a well-formed one that no notification has. */
  readonly id?: "nonexistent" | "unknown" | "zero" | "negative" | "overflow" | "text";
  /** A key that is not the real one. `absent`: none in the header. `sent`: one in the header. `present`: one that is not empty. */
  readonly key?: Exclude<KeyVariant, "real"> | "absent" | "sent" | "present";
  /** The key's header, named in another letter case than the contract names it. */
  readonly header?: "lower-case";
  /** Which bounds are sent. `one`: exactly one of them. */
  readonly bounds?: "none" | "one" | "start" | "end" | "both";
  /** `sorted`: either order. */
  readonly order?: "none" | "asc" | "desc" | "sorted" | "unknown";
  /** How some bound is written. */
  readonly form?: BoundForm;
  readonly startForm?: BoundForm;
  readonly endForm?: BoundForm;
  /** Which instant some bound names. */
  readonly instant?: "whole-second" | "midnight" | "month" | "clock-change";
  /** What is special about the window. `without-events`: no event was published in it. */
  readonly window?: "empty" | "inverted" | "millisecond" | "without-events" | "across-months";
  /** Responses of more than some number of events. */
  readonly size?: "large";
  /** Requests that accept a compressed body. */
  readonly coding?: "compressed";
  /** Requests that accept any media type. */
  readonly accept?: "any";
  /** Requests whose address had been asked for before. */
  readonly address?: "repeated";
  /**
   * When in the run. `first`: the first request of each endpoint. `later`: from some request on. `once`: one request.
   * `meanwhile`: some requests in a row. `every-4`: each fourth one.
   */
  readonly position?: "first" | "later" | "once" | "meanwhile" | `every-${number}`;
}

/** How a bound is written. `fraction`: with a fraction that is not zero. `offset-east`: any that begins with a plus sign. */
export type BoundForm =
  | "utc"
  | "fraction"
  | "whole-seconds"
  | "microseconds"
  | "number"
  | "offset"
  | "offset-east"
  | "offset-west"
  | "offset-zero"
  | "unreadable"
  | "impossible";
