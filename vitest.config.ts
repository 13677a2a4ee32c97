import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Most tests start programs of ours: with what Node compiled kept, each start takes half the processor time. */
const env = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/node-compile", import.meta.url)),
};
const tests = {
  env,
  // Against tests that hang. On a busy machine a sound one has taken more than a minute.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  // The files of a worker share their modules, which saves two thirds of the time that importing takes. So a test
  // undoes what it changes of the process, or lets vitest undo it.
  isolate: false,
  unstubEnvs: true,
  unstubGlobals: true,
  restoreMocks: true,
};
/** They start vitest, Prism or Redocly two dozen times, so they are not part of `npm test`, but of `npm run proof commands`. */
const ofCommands = [
  "scripts/generate/bundle.test.ts",
  "scripts/test/main.test.ts",
  "scripts/mock/mock.test.ts",
  "contract-tests/targets/mock.test.ts",
];
/** Vitest passes over a group below 0, so the steps have 0 and what follows them 1. */
const afterSteps = { sequence: { groupOrder: 1 } };

const config: ViteUserConfig = defineConfig({
  test: {
    // By default a processor is left idle, which is half of two; and most tests wait for servers and programs.
    maxWorkers: "100%",
    projects: [
      {
        // What `npm test` runs beside the tests, and before them: `npx vitest --project unit` does without.
        test: {
          name: "steps",
          include: ["scripts/test/steps.ts"],
          env,
          maxConcurrency: 2,
        },
      },
      {
        test: {
          name: "unit",
          include: ["{src,spec,scripts,contract-tests,proofs}/**/*.test.ts"],
          exclude: [
            ...["**/node_modules/**", "contract-tests/contract.test.ts", "**/in-browser.test.ts"],
            ...ofCommands,
          ],
          ...tests,
          ...afterSteps,
        },
      },
      {
        test: {
          name: "contract",
          include: ["contract-tests/contract.test.ts"],
          ...tests,
          ...afterSteps,
        },
      },
      {
        // Not part of `npm test`, but of `npm run proof browser`: a browser takes 50 s of processor time.
        test: { name: "browser", include: ["**/in-browser.test.ts"], ...tests },
      },
      { test: { name: "commands", include: ofCommands, ...tests } },
    ],
  },
});
export default config;
