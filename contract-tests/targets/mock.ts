import { fileURLToPath } from "node:url";
import { startPrism } from "./prism.ts";
import type { Target } from "./target.ts";

/** Prism on a free port, serving the examples of the generated contract. */
export async function startMock(): Promise<Target> {
  const prism = await startPrism({
    document: fileURLToPath(new URL("../../generated/openapi.json", import.meta.url)),
  });
  return {
    name: "mock",
    settings: {
      baseUrl: prism.url,
      apiKey: "mock-key",
      notificationId: 156,
      window: { start: Date.UTC(2021, 1, 23), end: Date.UTC(2021, 1, 24) },
      stateful: false,
      examplesOnRequest: true,
      probes: true,
      maxRps: Number.POSITIVE_INFINITY,
    },
    close: prism.close,
  };
}
