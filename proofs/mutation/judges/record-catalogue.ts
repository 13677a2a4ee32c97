import { checks, probes } from "../../../contract-tests/checks/index.ts";
import { recordedIds } from "../../../contract-tests/checks/probe-ids.ts";
import { makeScenes } from "../../../contract-tests/engine/make-scene.ts";
import { liveRecorder } from "../../../contract-tests/engine/recorder.ts";
import { inLanes } from "../../kit/lanes.ts";
import { variants } from "../../suite-faults/run-self-test.ts";
import { startVariant } from "../../suite-faults/start-variant.ts";
import type { ServerVariant } from "../../suite-faults/variant.ts";
import { storeRun } from "./stored-run.ts";

const lanes = 4;
/** What the self-test observes: it has no mock that serves examples. */
const needed: ReadonlySet<string> = new Set([
  ...checks.filter(({ needsExamples }) => !needsExamples).flatMap(({ needs }) => needs),
  ...recordedIds,
]);

/** Makes the suite's observations of every server of the catalogue, and stores them in `directory`. */
export async function recordCatalogue(directory: string): Promise<void> {
  await inLanes(variants, lanes, (variant) => record(directory, variant));
}

async function record(directory: string, variant: ServerVariant): Promise<void> {
  const { settings, close } = await startVariant(variant);
  const recorder = liveRecorder(settings, variant.client);
  try {
    storeRun(directory, variant.id, settings, await makeScenes(probes, settings, needed, recorder));
  } finally {
    recorder.close();
    await close();
  }
}
