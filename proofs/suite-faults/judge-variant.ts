import type { ContractReport } from "../../contract-tests/engine/report.ts";
import { compareCause, type Diagnosed } from "./diagnosis.ts";
import type { Fault, Variation } from "./variant.ts";

/** How a server of the catalogue fared. Only `killed` and `passed` are as they should be. */
export type VariantVerdict = "killed" | "survived" | "passed" | "false-alarm" | "vacuous" | "crashed";

/** The result of one server. */
export interface VariantResult {
  readonly id: string;
  /** The topic of a fault; `variation` for a conformant server. */
  readonly topic: string;
  readonly title: string;
  readonly verdict: VariantVerdict;
  /** Checks that failed, each once. */
  readonly checks: readonly string[];
  /** Checks that could be judged on no endpoint. */
  readonly notExercised: readonly string[];
  /** Whether all that was found refutes assumptions only, so that a run that is not strict would let it pass. */
  readonly assumptionsOnly: boolean;
  /** What the first cause of the report says of a fault. */
  readonly diagnosed?: Diagnosed | undefined;
  /** What to look at where the verdict is not as it should be. */
  readonly detail?: string | undefined;
  /** Requests that the suite sent, repetitions after a 429 not counted. */
  readonly requests: number;
  readonly durationMs: number;
}

/** A run over a server with events judges hundreds of rows; fewer have judged nothing that matters. */
const fewestPassed = 100;

/** Holds a report against what the catalogue says of its server. */
export function judgeVariant(
  variant: Fault | Variation,
  report: ContractReport,
): Omit<VariantResult, "durationMs"> {
  const broken = report.results.filter(({ outcome }) => outcome === "failed" || outcome === "refuted");
  const violations = broken.flatMap((row) => row.violations);
  const checks = [...new Set(broken.map(({ check }) => check))];
  const exercised = new Set(
    report.results.filter(({ outcome }) => outcome !== "not-exercised").map(({ check }) => check),
  );
  const all = new Set(report.results.map(({ check }) => check));
  const row = {
    id: variant.id,
    topic: "topic" in variant ? variant.topic : "variation",
    title: variant.title,
    checks,
    notExercised: [...all].filter((check) => !exercised.has(check)),
    assumptionsOnly: violations.length > 0 && violations.every(({ evidence }) => evidence === "assumed"),
    requests: report.requests,
  };
  if ("topic" in variant) {
    const verdict = report.exitCode === 1 ? "killed" : "survived";
    return { ...row, verdict, diagnosed: compareCause(variant, report.causes[0]), detail: report.stopped };
  }
  // 3 accuses nobody: the run stopped early, which the variation may be about.
  if (report.exitCode === 1 || report.exitCode === 2 || broken.length > 0) {
    const [first] = violations;
    const detail = report.stopped ?? `${first?.request}: expected ${first?.expected}, was ${first?.actual}`;
    return { ...row, verdict: "false-alarm", detail };
  }
  const passed = report.results.filter(({ outcome }) => outcome === "passed").length;
  if (variant.bare || (passed >= fewestPassed && report.stopped === undefined))
    return { ...row, verdict: "passed" };
  return { ...row, verdict: "vacuous", detail: report.stopped ?? `only ${passed} rows were judged` };
}

/** True for a verdict that the catalogue does not want. */
export function isWrong({ verdict }: VariantResult): boolean {
  return verdict !== "killed" && verdict !== "passed";
}
