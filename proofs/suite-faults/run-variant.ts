import { liveRecorder } from "../../contract-tests/engine/recorder.ts";
import type { ContractReport } from "../../contract-tests/engine/report.ts";
import { runContract } from "../../contract-tests/run-contract.ts";
import { startVariant } from "./start-variant.ts";
import type { ServerVariant } from "./variant.ts";

/** Starts a server of the catalogue, holds it to the contract with everything strict, and ends it. */
export async function runVariant(variant: ServerVariant): Promise<ContractReport> {
  const { settings, close } = await startVariant(variant);
  try {
    return await runContract("sandbox", settings, liveRecorder(settings, variant.client));
  } finally {
    await close();
  }
}
