import type { FuzzTarget } from "../target.ts";
import { checkpoint } from "./checkpoint.ts";
import { decoder } from "./decoder.ts";
import { drift } from "./drift.ts";
import { query } from "./query.ts";
import { retryTiming } from "./retry-timing.ts";

/** Everything that reads what others wrote. */
export const fuzzTargets: readonly FuzzTarget[] = [decoder, query, retryTiming, checkpoint, drift];
