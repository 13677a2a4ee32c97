import type { EventKind } from "../../generated/contract.js";
import type { KeyVariant } from "../engine/exchange.ts";

/**
 * What the requests of a run differ in. A cause holds for the requests to which all of these apply, and for every request
 * where there are none.
 */
export interface Condition {
  readonly endpoint?: EventKind;
  /** The sender of the request, if it was not the suite itself. */
  readonly sender?: "client";
  readonly method?: "HEAD" | "POST";
  readonly path?: "unknown";
  /** The notification id, where it is not the run's own. `nonexistent`: a well-formed one that no notification has.
   * `leading-zero`, `decimal`: the run's own, in another spelling. */
  readonly id?:
    | "nonexistent"
    | "unknown"
    | "largest"
    | "zero"
    | "negative"
    | "overflow"
    | "text"
    | "leading-zero"
    | "decimal";
  /** A key that is not the real one. `absent`: none in the header. `sent`: one in the header. `present`: one that is not empty. */
  readonly key?: Exclude<KeyVariant, "real"> | "absent" | "sent" | "present";
  /** The key's header, named in another letter case than the contract names it. */
  readonly header?: "lower-case";
  /** Which bounds are sent. `one`: exactly one of them. */
  readonly bounds?: "none" | "one" | "start" | "end" | "both";
  /** `sorted`: either order. */
  readonly order?: "none" | "asc" | "desc" | "sorted" | "unknown" | "empty";
  /** In which sequence the parameters are sent. `example`: as in the vendor's example. `other`: not as in the contract. */
  readonly sequence?: "example" | "reversed" | "other";
  /** Colons that are not escaped. */
  readonly encoding?: "plain";
  /** How some bound is written. */
  readonly form?: BoundForm;
  readonly startForm?: BoundForm;
  readonly endForm?: BoundForm;
  /** A special instant that one of the bounds names. */
  readonly instant?:
    | "whole-second"
    | "midnight"
    | "month"
    | "clock-change"
    | "leap-day"
    | "before-1970"
    | "epoch"
    | "after-2038";
  /** The special form of the window. `without-events`: no event was published in it. */
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

/** Instants that not every program can count. A request names one of them on purpose, and not by chance. */
export const rareInstants: readonly Condition["instant"][] = [
  "leap-day",
  "before-1970",
  "epoch",
  "after-2038",
];

/** How a bound is written. `fraction`: with a fraction that is not zero. `short-fraction`: of one or two digits. `offset-east`: any that begins with a plus sign. */
export type BoundForm =
  | "utc"
  | "fraction"
  | "whole-seconds"
  | "short-fraction"
  | "microseconds"
  | "number"
  | "offset"
  | "offset-east"
  | "offset-west"
  | "offset-zero"
  | "unreadable"
  | "empty"
  | "impossible";
