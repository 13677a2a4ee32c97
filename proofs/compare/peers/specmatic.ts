import { execFile, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ContractSettings } from "../../../contract-tests/engine/settings.ts";
import { type EventKind, endpoints } from "../../../generated/contract.js";
import { temporaryFolder } from "../../kit/temporary-folder.ts";
import { patienceMs } from "../calls.ts";
import { load, missingPackage, type Peer } from "../peer.ts";
import { simplerDocument } from "./simpler-document.ts";

/** Specmatic's contract tests, positive and negative ones. */
export const specmatic: Peer = {
  id: "specmatic",
  title: "Specmatic",
  packageName: "specmatic",
  setUp:
    "`specmatic test` with `resiliencyTests: all`. Its configuration has the key. Each parameter has examples of the notification and of the window, so that it varies those instead of inventing a notification. It gets the bundle without the examples of events, whose open unions it does not accept, and without 204, which it would demand.",
  cannot:
    "The meaning of a window and an order, and relations between responses. It does not notice that a key is needed, because it sends no request without one.",
  missing() {
    if (spawnSync("java", ["-version"]).status !== 0) return "no Java on this machine";
    return missingPackage("specmatic");
  },
  async prepare() {
    const jar = join(dirname(load.resolve("specmatic/package.json")), "specmatic.jar");
    return {
      async run(server) {
        using folder = temporaryFolder("specmatic");
        await writeFile(folder.file("openapi.json"), JSON.stringify(documentFor(server)));
        await writeFile(folder.file("specmatic.json"), JSON.stringify(configurationFor(server)));
        return await failedScenarios(folder.path, jar, server.baseUrl);
      },
    };
  },
};

/** A run is short: what the compiler would gain in speed later, it would cost at the start. */
const jvm = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

function failedScenarios(folder: string, jar: string, baseUrl: string): Promise<readonly string[]> {
  const args = [...jvm, "-jar", jar, "test", `--testBaseURL=${baseUrl}`];
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 2 ** 30 };
    execFile("java", args, options, (error, stdout) => {
      const failed = [...stdout.matchAll(/Scenario: (.*) has FAILED/g)].map(([, name = ""]) => name);
      resolve(failed.length === 0 && error ? ["ended with an error"] : failed);
    });
  });
}

function configurationFor({ apiKey }: ContractSettings): object {
  return {
    version: 2,
    contracts: [{ provides: ["openapi.json"] }],
    security: { OpenAPI: { securitySchemes: { apiKey: { type: "apiKey", value: apiKey } } } },
    test: { resiliencyTests: { enable: "all" }, timeoutInMilliseconds: patienceMs },
  };
}

interface Document {
  readonly components: {
    readonly parameters: Record<string, Record<string, unknown>>;
    readonly examples?: unknown;
  };
  readonly paths: Record<
    string,
    { readonly get: { readonly responses: Record<string, { content: Record<string, object> }> } }
  >;
}

/** Examples that bear one name make one request: the ordinary one, of the window that has events. */
function documentFor({ notificationId, window }: ContractSettings): object {
  const document = simplerDocument() as unknown as Document;
  const values = {
    "notification-id": notificationId,
    start: new Date(window.start).toISOString(),
    end: new Date(window.end).toISOString(),
    sort: "asc",
  };
  for (const [name, value] of Object.entries(values)) {
    const { example: _, ...parameter } = document.components.parameters[name] ?? {};
    document.components.parameters[name] = { ...parameter, examples: { window: { value } } };
  }
  for (const kind of Object.keys(endpoints) as EventKind[]) {
    const responses = document.paths[`/notifications/{id}/events/${kind}`]?.get.responses ?? {};
    delete responses["204"];
    Object.assign(responses["200"]?.content["application/json"] ?? {}, {
      examples: { window: { value: [] } },
    });
  }
  const { examples: __, ...components } = document.components;
  return { ...document, components };
}
