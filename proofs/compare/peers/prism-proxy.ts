import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { callsTo, patienceMs } from "../calls.ts";
import { load, missingPackage, type Peer } from "../peer.ts";

interface PrismServer {
  listen(port: number, host: string): Promise<string>;
  close(): Promise<void>;
}

interface Violation {
  readonly location: readonly string[];
  readonly code?: string;
}

/** Prism between the client and the server: it forwards, validates both sides, and says in a header what it saw. */
export const prismProxy: Peer = {
  id: "prism-proxy",
  title: "Prism, validating proxy",
  packageName: "@stoplight/prism-cli",
  setUp:
    "the same eleven calls on each endpoint, through the proxy. A violation of a response in `sl-violations`, or an error response of Prism itself, counts as an objection.",
  cannot:
    "Anything beyond single exchanges, because it sends no requests of its own. It cannot tell that a call should have been rejected, or should have returned other events. A documented status passes for any request.",
  missing: () => missingPackage("@stoplight/prism-cli"),
  async prepare() {
    // The parts that its command line is made of; through it, each server would cost a process.
    const fromPrism = createRequire(load.resolve("@stoplight/prism-cli/dist/index.js"));
    const { createServer } = fromPrism("@stoplight/prism-http-server");
    const { getHttpOperationsFromSpec } = fromPrism("@stoplight/prism-http");
    const { createLogger } = fromPrism("@stoplight/prism-core");
    const document = fileURLToPath(new URL("../../../generated/openapi.json", import.meta.url));
    const operations: unknown = await getHttpOperationsFromSpec(document);
    return {
      async run(server) {
        const proxy: PrismServer = createServer(operations, {
          components: { logger: createLogger("proxy", { level: "silent" }) },
          cors: false,
          config: {
            isProxy: true,
            upstream: new URL(server.baseUrl),
            validateRequest: true,
            validateResponse: true,
            checkSecurity: true,
            errors: false,
            mock: { dynamic: false },
          },
        });
        const url = await proxy.listen(0, "127.0.0.1");
        const complaints: string[] = [];
        try {
          for (const { name, target, key } of callsTo(server)) {
            complaints.push(...(await complaintsOf(url + target, key)).map((what) => `${name}: ${what}`));
          }
        } finally {
          await proxy.close();
        }
        return complaints;
      },
    };
  },
};

async function complaintsOf(url: string, key: string | undefined): Promise<readonly string[]> {
  try {
    const response = await fetch(url, {
      headers: key === undefined ? {} : { "X-Key": key },
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.arrayBuffer();
    const problem = response.headers.get("content-type")?.startsWith("application/problem+json");
    const type = problem ? [`problem ${response.status}`] : [];
    const header = response.headers.get("sl-violations");
    return header === null ? type : [...type, ...violationsIn(header)];
  } catch {
    return ["no response"];
  }
}

/** A long list is cut by Prism, and then no JSON. */
function violationsIn(header: string): readonly string[] {
  try {
    const violations = JSON.parse(header) as readonly Violation[];
    return violations
      .filter(({ location }) => location[0] === "response")
      .map(({ location, code }) => `${location.filter((part) => !/^\d+$/.test(part)).join(".")} ${code}`);
  } catch {
    return ["many violations"];
  }
}
