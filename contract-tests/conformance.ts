/**
 * The conformance suite as a library: holds any server that claims to be this API to the contract.
 *
 * @module
 */

import { UsageError } from "../src/shared/usage-error.ts";
import type { ContractReport } from "./engine/report.ts";
import type { ContractSettings } from "./engine/settings.ts";
import { runContract as run } from "./run-contract.ts";
import { checkedServer, lastWeek, production, usualCare } from "./targets/target.ts";

export type { Evidence } from "./engine/check.ts";
export { type Reason, reasons } from "./engine/reasons.ts";
export type { CheckResult, ContractReport, CoverageCount, Outcome, Violation } from "./engine/report.ts";
export type { ContractSettings } from "./engine/settings.ts";

/** What a run needs to be told. What is left out is as `np6-events conform` has it without its settings. */
export type ConformanceSettings = Pick<ContractSettings, "apiKey" | "notificationId"> &
  Partial<ContractSettings> & {
    /** Accept a `baseUrl` beyond loopback that is not https: the key then travels unencrypted. Default `false`. */
    readonly allowInsecureHttp?: boolean | undefined;
  };

const names = {
  baseUrl: "baseUrl",
  apiKey: "apiKey",
  notificationId: "notificationId",
  window: "window",
  allowInsecureHttp: "allowInsecureHttp: true",
} as const;

/**
 * Holds a server to the contract. Sends GET alone, save one POST and one HEAD where `probes` allows; one request at a
 * time, 40 for each endpoint at most.
 *
 * @param target What the report calls the server.
 * @param settings Default: the production server, the last seven days, two requests a second (on loopback as fast as it
 *   responds), ten seconds of patience, every check, refuted assumptions reported but not failing.
 * @returns All that was found; its `exitCode` is that of the command.
 * @throws {Error} A setting cannot be right. Nothing was sent; the message never holds the key.
 */
export async function runContract(target: string, settings: ConformanceSettings): Promise<ContractReport> {
  const { allowInsecureHttp = false, ...given } = settings;
  const { apiKey, notificationId, baseUrl = production, window = lastWeek(Date.now()) } = given;
  const server = checkedServer({ apiKey, notificationId, baseUrl, window }, names, allowInsecureHttp);
  const { maxRps = usualCare(server.baseUrl).maxRps, timeoutMs = 10_000 } = settings;
  for (const [name, value] of Object.entries({ maxRps, timeoutMs })) {
    if (!(value > 0)) throw new UsageError(`${name} must be a number above 0.`);
  }
  return run(target, {
    strict: false,
    requireExercised: false,
    ...usualCare(server.baseUrl),
    ...given,
    ...server,
    maxRps,
    timeoutMs,
  });
}
