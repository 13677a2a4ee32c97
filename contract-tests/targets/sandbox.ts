import { type SandboxStages, standardStages } from "../../src/sandbox/stages.ts";
import { startSandboxWith } from "../../src/sandbox/start-sandbox.ts";
import type { Target } from "./target.ts";

/** The request that gets a 429. A rate limit would make a run wait for the end of its period. */
const limitedRequest = 50;

/** The sandbox on a free port, with rate headers and one 429. */
export async function startSandboxTarget(): Promise<Target> {
  const window = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 8) };
  const { url, key, close } = await startSandboxWith(
    {
      events: 400,
      from: window.start,
      to: window.end,
      gzip: true,
      rateLimit: { limit: 1_000_000, periodMs: 60_000 },
    },
    limitedOnce(),
  );
  return {
    name: "sandbox",
    settings: {
      baseUrl: url,
      apiKey: key,
      notificationId: 156,
      window,
      stateful: true,
      examplesOnRequest: false,
      probes: true,
      maxRps: Number.POSITIVE_INFINITY,
    },
    close,
  };
}

function limitedOnce(): SandboxStages {
  let requests = 0;
  return {
    ...standardStages,
    finish: (reply) =>
      ++requests === limitedRequest
        ? { ...reply, status: 429, headers: { ...reply.headers, "retry-after": "0" } }
        : reply,
  };
}
