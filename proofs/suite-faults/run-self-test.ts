import { inLanes } from "../kit/lanes.ts";
import { faults, variations } from "./catalogue.ts";
import { judgeVariant, type VariantResult } from "./judge-variant.ts";
import { runVariant } from "./run-variant.ts";
import type { Fault, Variation } from "./variant.ts";

/** Every server of the catalogue. */
export const variants: readonly (Fault | Variation)[] = [...faults, ...variations];

/** Runs one server of the catalogue and judges what the suite says of it. */
export async function runOne(id: string): Promise<VariantResult> {
  const variant = variants.find((known) => known.id === id);
  if (!variant) throw new Error(`The catalogue has no server "${id}".`);
  const began = performance.now();
  try {
    return { ...judgeVariant(variant, await runVariant(variant)), durationMs: performance.now() - began };
  } catch (error) {
    return {
      id,
      topic: "topic" in variant ? variant.topic : "variation",
      title: variant.title,
      verdict: "crashed",
      checks: [],
      notExercised: [],
      assumptionsOnly: false,
      requests: 0,
      detail: error instanceof Error ? error.stack : String(error),
      durationMs: performance.now() - began,
    };
  }
}

/**
 * Runs servers of the catalogue, some at a time, since most of a run is waiting for the other side.
 *
 * @param run - what runs one; the self-test's script hands it to other threads
 */
export async function runSelfTest(
  ids: readonly string[],
  lanes = 4,
  run: (id: string) => Promise<VariantResult> = runOne,
): Promise<VariantResult[]> {
  // The largest stores take longest: begun last, they would leave the other lanes with nothing to do.
  const size = (id: string) => Number(variants.find((known) => known.id === id)?.options?.events ?? 0) || 0;
  const largestFirst = ids.toSorted((a, b) => size(b) - size(a));
  const results = await inLanes(largestFirst, lanes, run);
  return ids.flatMap((id) => results.find((result) => result.id === id) ?? []);
}
