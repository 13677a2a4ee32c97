import { parseCLI, startVitest, type TestModule, type Vitest } from "vitest/node";
import { sum, type Tally } from "./summary.ts";

/**
 * Runs vitest and counts each test as one.
 *
 * What a reader of a green run would not expect counts as failed, too: a file that could not be loaded, a suite whose
 * hook failed, a test without a result, an error outside every test, and a project without a test.
 *
 * @param args Arguments of vitest's command line; with any, projects may have no test, since they choose some tests.
 */
export async function runVitest(args: readonly string[]): Promise<Tally> {
  const { filter, options } = parseCLI(["vitest", ...args]);
  const vitest = await startVitest("test", filter, { ...options, run: true, watch: false });
  try {
    const modules = vitest.state.getTestModules();
    const strays = { passed: 0, failed: vitest.state.getUnhandledErrors().length, skipped: 0 };
    const tally = sum([strays, ...modules.map(countModule)]);
    const silent = args.length > 0 ? [] : findSilentProjects(vitest, modules);
    for (const name of silent) console.log(`The project "${name}" of vitest.config.ts ran no test.`);
    const nothing = tally.passed + tally.failed + tally.skipped === 0 && silent.length === 0;
    if (nothing) console.log("No test matches.");
    return sum([tally, { passed: 0, failed: silent.length + (nothing ? 1 : 0), skipped: 0 }]);
  } finally {
    await vitest.close();
  }
}

function findSilentProjects(vitest: Vitest, modules: readonly TestModule[]): readonly string[] {
  const heard = new Set(
    modules.filter((module) => countTests(module) > 0).map((module) => module.project.name),
  );
  return vitest.projects.map((project) => project.name).filter((name) => !heard.has(name));
}

function countTests(module: TestModule): number {
  return [...module.children.allTests()].length;
}

function countModule(module: TestModule): Tally {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const brokenSuites = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const passed = states.filter((state) => state === "passed").length;
  const skipped = states.filter((state) => state === "skipped").length;
  // What is neither, failed or never ended.
  return { passed, failed: states.length - passed - skipped + brokenSuites.length, skipped };
}
