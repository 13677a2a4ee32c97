import type { SandboxOptions } from "../../src/sandbox/options.ts";
import { standardStages } from "../../src/sandbox/stages.ts";
import { startSandboxWith } from "../../src/sandbox/start-sandbox.ts";
import { liveRecorder } from "../engine/recorder.ts";
import type { ContractReport } from "../engine/report.ts";
import { runContract } from "../engine/run-contract.ts";
import type { ContractSettings } from "../engine/settings.ts";
import type { ServerVariant } from "./variant.ts";

/** A week across the end of a month, with hundreds of events, ties, and whole seconds. */
const standardOptions = {
  events: 240,
  from: Date.UTC(2026, 0, 28),
  to: Date.UTC(2026, 1, 4),
  key: "Key-of-the-Self-Test",
} satisfies SandboxOptions;

/** Starts a server of the catalogue, holds it to the contract with everything strict, and ends it. */
export async function runVariant(variant: ServerVariant): Promise<ContractReport> {
  const options = { ...standardOptions, ...variant.options };
  const { url, key, close } = await startSandboxWith(options, { ...standardStages, ...variant.stages?.() });
  try {
    const settings: ContractSettings = {
      baseUrl: url,
      apiKey: key,
      notificationId: 156,
      window: { start: Number(options.from), end: Number(options.to) },
      stateful: true,
      examplesOnRequest: false,
      probes: true,
      maxRps: Number.POSITIVE_INFINITY,
      timeoutMs: 10_000,
      strict: true,
      requireExercised: false,
      ...variant.settings,
    };
    return await runContract("sandbox", settings, liveRecorder(settings, variant.client));
  } finally {
    await close();
  }
}
