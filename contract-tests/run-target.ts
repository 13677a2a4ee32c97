import type { ContractReport } from "./engine/report.ts";
import { judgeTarget } from "./judge-target.ts";
import type { ContractOptions } from "./options.ts";
import { openRecording } from "./recording/recording.ts";
import { liveTarget } from "./targets/live.ts";
import { startMock } from "./targets/mock.ts";
import { startSandboxTarget } from "./targets/sandbox.ts";
import type { Target, TargetName } from "./targets/target.ts";

/** Starts a target, or opens the recording to be judged in its place, and judges it. */
export async function runTarget(name: TargetName, options: ContractOptions): Promise<ContractReport> {
  const target = options.replay === undefined ? startTarget(name) : openRecording(options.replay);
  return judgeTarget(await target, options);
}

async function startTarget(name: TargetName): Promise<Target> {
  if (name === "mock") return startMock();
  return name === "sandbox" ? startSandboxTarget() : liveTarget(process.env);
}
