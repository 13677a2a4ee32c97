import type { ContractSettings } from "../../contract-tests/engine/settings.ts";
import type { SandboxOptions } from "../../src/sandbox/options.ts";
import { type SandboxStages, standardStages } from "../../src/sandbox/stages.ts";
import { startSandboxWith } from "../../src/sandbox/start-sandbox.ts";
import type { ServerVariant } from "./variant.ts";

/** A week across the end of a month, with hundreds of events, ties, and whole seconds. */
const standardOptions = {
  events: 240,
  from: Date.UTC(2026, 0, 28),
  to: Date.UTC(2026, 1, 4),
  key: "Key-of-the-Self-Test",
} satisfies SandboxOptions;

/** A running server of the catalogue. */
export interface RunningVariant {
  /** What the suite is told about it: everything strict. */
  readonly settings: ContractSettings;
  /** Requests that reached it so far. */
  requests(): number;
  close(): Promise<void>;
}

/** Starts a server of the catalogue. */
export async function startVariant(variant: ServerVariant): Promise<RunningVariant> {
  const { basePath = "" } = variant;
  const options = { ...standardOptions, ...variant.options };
  const stages: SandboxStages = { ...standardStages, ...variant.stages?.() };
  let requests = 0;
  const { url, key, close } = await startSandboxWith(options, {
    ...stages,
    authorise(...args) {
      requests++;
      return stages.authorise(...args);
    },
    parse: (request, ...args) => stages.parse({ ...request, url: below(basePath, request.url) }, ...args),
  });
  return {
    settings: {
      baseUrl: url + basePath,
      apiKey: key,
      notificationId: 156,
      window: { start: Number(options.from), end: Number(options.to) },
      stateful: true,
      examplesOnRequest: false,
      probes: true,
      maxRps: Number.POSITIVE_INFINITY,
      timeoutMs: 10_000,
      strict: true,
      requireExercised: false,
      ...variant.settings,
    },
    requests: () => requests,
    close,
  };
}

/** The rest of an address; what lies elsewhere stays as it is and is not found. */
function below(basePath: string, url: string): string {
  return url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : `/not-below-the-base${url}`;
}
