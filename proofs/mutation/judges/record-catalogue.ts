import { checks, probes } from "../../../contract-tests/checks/index.ts";
import { recordedIds } from "../../../contract-tests/checks/probe-ids.ts";
import { liveRecorder } from "../../../contract-tests/engine/recorder.ts";
import { sendProbes } from "../../../contract-tests/engine/send-probes.ts";
import { inLanes } from "../../kit/lanes.ts";
import { variants } from "../../suite-faults/run-self-test.ts";
import { startVariant } from "../../suite-faults/start-variant.ts";
import type { ServerVariant } from "../../suite-faults/variant.ts";
import { storeRun } from "./stored-run.ts";

const lanes = 4;
/** The probes of the self-test: it has no mock that serves examples. */
const needed: ReadonlySet<string> = new Set([
  ...checks.filter(({ needsExamples }) => !needsExamples).flatMap(({ needs }) => needs),
  ...recordedIds,
]);

/** Sends the suite's probes to every server of the catalogue, and stores the results in `directory`. */
export async function recordCatalogue(directory: string): Promise<void> {
  await inLanes(variants, lanes, (variant) => record(directory, variant));
}

async function record(directory: string, variant: ServerVariant): Promise<void> {
  const { settings, close } = await startVariant(variant);
  const recorder = liveRecorder(settings, variant.client);
  try {
    storeRun(directory, variant.id, settings, await sendProbes(probes, settings, needed, recorder));
  } finally {
    recorder.close();
    await close();
  }
}
