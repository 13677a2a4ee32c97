import { writeFileSync } from "node:fs";
import type { Reporter, TestModule, Vitest } from "vitest/node";

/** How many checks of a run passed, failed and were skipped. */
export interface TestTally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many tests were skipped for each reason. */
  readonly skippedFor?: Readonly<Record<string, number>>;
}

/** A line for each reason to skip a test, the most frequent first; none when no test was skipped. */
export function skippedLines({ skipped, skippedFor = {} }: TestTally): readonly string[] {
  if (skipped === 0) return [];
  const reasons = Object.entries(skippedFor).sort(([, a], [, b]) => b - a);
  const width = String(reasons[0]?.[1] ?? 0).length;
  return ["Skipped:", ...reasons.map(([reason, count]) => `  ${String(count).padStart(width)}  ${reason}`)];
}

/** The last line of a script that checks: `12 passed, 0 failed`, and what was skipped where something was. */
export function summary({ passed, failed, skipped }: TestTally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** What {@link tallyReporter} writes. */
export interface VitestTally extends TestTally {
  /** Names of projects that ran no test. */
  readonly silent: readonly string[];
}

/** The variable that names the file which {@link tallyReporter} writes. */
export const tallyFile = "NP6_TEST_TALLY";

/**
 * A reporter for vitest that counts each test as one, and writes the counts to a file.
 *
 * It also counts as failed what would go unseen in a green run: a file that could not be loaded, a suite whose hook
 * failed, a test without a result, an error outside every test.
 */
export default function tallyReporter(): Reporter {
  let vitest: Vitest | undefined;
  return {
    onInit(started) {
      vitest = started;
    },
    onTestRunEnd(modules, unhandledErrors) {
      const tallies = modules.map(countModule);
      const total = (key: "passed" | "failed" | "skipped") =>
        tallies.reduce((count, tally) => count + tally[key], 0);
      const heard = new Set(modules.filter(hasTests).map(({ project }) => project.name));
      const silent = vitest?.projects.map(({ name }) => name).filter((name) => !heard.has(name)) ?? [];
      const tally: VitestTally = {
        passed: total("passed"),
        failed: total("failed") + unhandledErrors.length,
        skipped: total("skipped"),
        skippedFor: countReasons(modules),
        silent,
      };
      writeFileSync(process.env[tallyFile] ?? "", JSON.stringify(tally));
    },
  };
}

function hasTests(module: TestModule): boolean {
  return !module.children.allTests().next().done;
}

/** The reason that a test gave, or else its outermost suite: a whole suite may be skipped for one reason. */
function countReasons(modules: readonly TestModule[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state !== "skipped") continue;
      const reason = result.note ?? `${module.relativeModuleId}: ${test.fullName.split(" > ", 1)}`;
      counts[reason] = (counts[reason] ?? 0) + 1;
    }
  }
  return counts;
}

function countModule(module: TestModule): TestTally {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const brokenSuites = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const passed = states.filter((state) => state === "passed").length;
  const skipped = states.filter((state) => state === "skipped").length;
  // A test that is neither failed or never ended.
  return { passed, failed: states.length - passed - skipped + brokenSuites.length, skipped };
}
