import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checks } from "../../../contract-tests/checks/index.ts";
import { type MadeScene, makeScene } from "../../../contract-tests/engine/make-scene.ts";
import type { Reason } from "../../../contract-tests/engine/reasons.ts";
import { liveRecorder } from "../../../contract-tests/engine/recorder.ts";
import type { ContractSettings } from "../../../contract-tests/engine/settings.ts";
import { variants } from "../../../contract-tests/faults/run-self-test.ts";
import { startVariant } from "../../../contract-tests/faults/start-variant.ts";
import type { ServerVariant } from "../../../contract-tests/faults/variant.ts";
import { observations } from "../../../contract-tests/observations/index.ts";
import { recordedIds } from "../../../contract-tests/observations/recorded-only.ts";
import { type EventKind, eventKinds } from "../../../generated/event-kinds.js";
import { type StoredObservation, store } from "./stored-observation.ts";

/** A run of the suite over one server of the catalogue: all that was observed, nothing of what was judged. */
export interface RecordedRun {
  readonly settings: ContractSettings;
  readonly scenes: readonly {
    readonly kind: EventKind;
    readonly window: MadeScene["window"];
    readonly observed: readonly StoredObservation[];
    /** Why the other observations were not made. */
    readonly unmade: Readonly<Record<string, Reason>>;
  }[];
}

const lanes = 4;
const kinds = Object.keys(eventKinds) as EventKind[];
/** What the self-test observes: it has no mock that serves examples. */
const needed: ReadonlySet<string> = new Set([
  ...checks.filter(({ needsExamples }) => !needsExamples).flatMap(({ needs }) => needs),
  ...recordedIds,
]);

/** Runs the suite's requests against every server of the catalogue, and writes a file each into `directory`. */
export async function recordCatalogue(directory: string): Promise<void> {
  mkdirSync(join(directory, "texts"), { recursive: true });
  const waiting = [...variants];
  const lane = async () => {
    for (let variant = waiting.shift(); variant; variant = waiting.shift()) {
      const run = await record(directory, variant);
      writeFileSync(join(directory, `${variant.id}.json`), JSON.stringify(run));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function record(directory: string, variant: ServerVariant): Promise<RecordedRun> {
  const { settings, close } = await startVariant(variant);
  const recorder = liveRecorder(settings, variant.client);
  const scenes: RecordedRun["scenes"][number][] = [];
  try {
    for (const kind of kinds) {
      const scene = await makeScene(kind, settings, needed, recorder);
      scenes.push({
        kind,
        window: scene.window,
        observed: scene.all().map((observation) => store(join(directory, "texts"), observation)),
        unmade: Object.fromEntries(observations.map(({ id }) => [id, scene.unmade(id) as Reason])),
      });
    }
  } finally {
    recorder.close();
    await close();
  }
  return { settings, scenes };
}
