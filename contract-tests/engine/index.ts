/**
 * The conformance suite as a library: holds any server that claims to be this API to the contract.
 *
 * @module
 */
export type { Evidence } from "./check.ts";
export { type Reason, reasons } from "./reasons.ts";
export type { CheckResult, ContractReport, Outcome, Violation, WitnessCount } from "./report.ts";
export { runContract } from "./run-contract.ts";
export type { ContractSettings } from "./settings.ts";
