import { readFileSync } from "node:fs";
import type { TestProject } from "vitest/node";
import type { ContractReport } from "./engine/report.ts";
import { readOptions } from "./options.ts";
import { runTarget } from "./run-target.ts";

declare module "vitest" {
  interface ProvidedContext {
    contractReport: ContractReport;
  }
}

/** Hands the tests the report of the run before them, or runs the suite against the mock for them. */
export async function setup(project: TestProject): Promise<void> {
  const path = process.env["NP6_CONTRACT_REPORT"];
  const report: ContractReport =
    path === undefined
      ? await runTarget("mock", readOptions([], {}, "mock"))
      : JSON.parse(readFileSync(path, "utf8"));
  project.provide("contractReport", report);
}
