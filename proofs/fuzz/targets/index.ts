import type { FuzzTarget } from "../target.ts";
import { checkpoint } from "./checkpoint.ts";
import { decoder } from "./decoder.ts";
import { drift } from "./drift.ts";
import { queryTarget } from "./query.ts";
import { retryTiming } from "./retry-timing.ts";

/** Everything that reads what others wrote. */
export const fuzzTargets: readonly FuzzTarget[] = [decoder, queryTarget, retryTiming, checkpoint, drift];
