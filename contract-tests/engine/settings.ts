/** The target and the limits of a run. */
export interface ContractSettings {
  /** Where the API is, without a trailing slash. */
  readonly baseUrl: string;
  /** The real key. It reaches requests only. */
  readonly apiKey: string;
  /** The notification whose events are judged. */
  readonly notificationId: number;
  /** The half-open window to look into, epoch milliseconds. */
  readonly window: { readonly start: number; readonly end: number };
  /** Whether the target filters and sorts; a mock that serves canned examples does not. */
  readonly stateful: boolean;
  /** Whether `Prefer: example=…` and `Prefer: code=…` choose the response, as Prism does. */
  readonly examplesOnRequest: boolean;
  /** Whether one POST, one HEAD and the key in a URL may be sent. */
  readonly probes: boolean;
  /** Requests a second; `Infinity` for no pacing. */
  readonly maxRps: number;
  /** Milliseconds until the headers, and between two chunks of a body. */
  readonly timeoutMs: number;
  /** Whether a refuted assumption fails the run. */
  readonly strict: boolean;
  /** Whether a check not exercised fails the run. */
  readonly requireExercised: boolean;
  /** Ids of the checks to run; all when `undefined`. */
  readonly checks?: ReadonlySet<string> | undefined;
}
