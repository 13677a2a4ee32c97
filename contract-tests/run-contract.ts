import { checks, probes } from "./checks/index.ts";
import { diagnose } from "./diagnosis/diagnose.ts";
import type { TellProgress } from "./engine/progress.ts";
import { liveRecorder, type Recorder } from "./engine/recorder.ts";
import type { ContractReport } from "./engine/report.ts";
import { type Catalogue, runCatalogue } from "./engine/run-catalogue.ts";
import type { ContractSettings } from "./engine/settings.ts";
import { answerQuestions } from "./open-questions/answer-questions.ts";

const catalogue: Catalogue = { checks, probes, diagnose, answerQuestions };

/**
 * Holds a server to the contract.
 *
 * @param recorder What sends the requests; by default, they go to the server of the settings.
 * @param tell Told of each request before it is sent.
 */
export function runContract(
  target: string,
  settings: ContractSettings,
  recorder: Recorder = liveRecorder(settings),
  tell?: TellProgress,
): Promise<ContractReport> {
  return runCatalogue(catalogue, target, settings, recorder, tell);
}
