import { faults } from "../../../proofs/suite-faults/catalogue.ts";
import { standardStages } from "../../../src/sandbox/stages.ts";
import { startSandboxWith } from "../../../src/sandbox/start-sandbox.ts";
import type { ContractReport } from "../../engine/report.ts";
import { runContract } from "../../run-contract.ts";

const window = { start: Date.UTC(2026, 0, 28), end: Date.UTC(2026, 1, 4) };

/** The report of a server that shows the event published at `end`: one slip, which several checks find. */
export async function faultyReport(): Promise<ContractReport> {
  const fault = faults.find(({ id }) => id === "end-inclusive");
  if (fault === undefined)
    throw new Error("The catalogue has no fault end-inclusive any more. Show another one.");
  const { url, key, close } = await startSandboxWith(
    {
      events: 240,
      from: window.start,
      to: window.end,
      gzip: true,
      rateLimit: { limit: 10_000, periodMs: 60_000 },
    },
    { ...standardStages, ...fault.stages?.() },
  );
  try {
    return await runContract("live", {
      baseUrl: url,
      apiKey: key,
      notificationId: 156,
      window,
      stateful: true,
      examplesOnRequest: false,
      probes: true,
      maxRps: Number.POSITIVE_INFINITY,
      timeoutMs: 10_000,
      strict: false,
      requireExercised: false,
    });
  } finally {
    await close();
  }
}
