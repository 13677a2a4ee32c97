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

/** The settings of a run. The defaults are those of `np6-events conform`. */
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
 * Tests a server against the contract. It sends only GET requests, except for one POST and one HEAD if `probes` allows
 * them; one request at a time, and at most 40 for each endpoint.
 *
 * @param target Name of the server in the report.
 * @param settings Default: the production server, the last seven days, two requests a second (on loopback as fast as it
 *   responds), a timeout of ten seconds, every check, refuted assumptions reported but not failing.
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
