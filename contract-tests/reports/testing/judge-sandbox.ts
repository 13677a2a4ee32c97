import type { Stages } from "../../../proofs/suite-faults/variant.ts";
import type { SandboxOptions } from "../../../src/sandbox/options.ts";
import { standardStages } from "../../../src/sandbox/stages.ts";
import { startSandboxWith } from "../../../src/sandbox/start-sandbox.ts";
import type { ContractReport } from "../../engine/report.ts";
import type { ContractSettings } from "../../engine/settings.ts";
import { runContract } from "../../run-contract.ts";
import type { Target } from "../../targets/target.ts";

/** A sandbox of few events, with some of its stages replaced. */
export async function startTestTarget(stages: Stages = {}, options: SandboxOptions = {}): Promise<Target> {
  const window = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 8) };
  const { url, key, close } = await startSandboxWith(
    { events: 40, from: window.start, to: window.end, gzip: true, key: "test-key-of-nobody", ...options },
    { ...standardStages, ...stages },
  );
  const settings = { baseUrl: url, apiKey: key, notificationId: 156, window };
  const nature = { stateful: true, examplesOnRequest: false, probes: true, maxRps: Number.POSITIVE_INFINITY };
  return { name: "sandbox", settings: { ...settings, ...nature }, close };
}

/** The user's choices for a test run. */
export const testChoices: Pick<ContractSettings, "timeoutMs" | "strict" | "requireExercised"> = {
  timeoutMs: 5_000,
  strict: false,
  requireExercised: false,
};

/** The report of a run against such a sandbox. */
export async function judgeSandbox(
  stages: Stages = {},
  choices: Partial<ContractSettings> = {},
  options: SandboxOptions = {},
): Promise<ContractReport> {
  const { settings, close } = await startTestTarget(stages, options);
  try {
    return await runContract("sandbox", { ...settings, ...testChoices, ...choices });
  } finally {
    await close();
  }
}

const reports = new Map<Stages, Promise<ContractReport>>();

/** The report of one such run, which the tests of a process share. So none may change it. */
export function sharedReport(stages: Stages = standardStages): Promise<ContractReport> {
  const report = reports.get(stages) ?? judgeSandbox(stages);
  reports.set(stages, report);
  return report;
}
