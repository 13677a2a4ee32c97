import { type Runtime, systemRuntime } from "../transport/runtime.ts";

/** What a test replaces. */
export interface FollowSeam extends Pick<Runtime, "now" | "after"> {
  /** Most events of one window, save one of a single second, which is not split: they are what a restart reads again. */
  readonly windowEvents: number;
  /** Most events of one batch. */
  readonly batchEvents: number;
}

/** The platform's clock and timers, and the limits as documented. */
export const systemSeam: FollowSeam = { ...systemRuntime, windowEvents: 50_000, batchEvents: 5_000 };
