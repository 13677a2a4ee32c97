import { EventEmitter } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContractSettings } from "../../../contract-tests/engine/settings.ts";
import { load, missingPackage, type Peer } from "../peer.ts";
import { simplerDocument } from "./simpler-document.ts";

interface Transaction {
  readonly name: string;
  readonly expected: { readonly statusCode: string };
  readonly request: { uri: string; headers: Record<string, string> };
  fullPath: string;
  skip: boolean;
}

interface DreddTest {
  readonly title: string;
  readonly errors?: readonly { readonly path?: string }[];
}

/** Dredd, which asks for every documented response and compares it with the document. */
export const dredd: Peer = {
  id: "dredd",
  title: "Dredd",
  packageName: "dredd",
  setUp:
    "hooks give each transaction the notification, the window, the key, or the input that causes its error response: 200, 400 (an unreadable start), 401 (no key) and 404 (an unknown id). Nothing can cause the other responses, so they are skipped. Dredd treats every documented header as required, and warns about OpenAPI 3.1. So it gets the bundle without headers and with one example for each operation.",
  cannot:
    "`anyOf`, `not` and formats: it compares bodies with the structure of the example. It judges one response at a time. Its hooks can run any JavaScript, but that would be a suite written by hand.",
  missing: () => missingPackage("dredd"),
  async prepare() {
    const folder = await mkdtemp(join(tmpdir(), "dredd-"));
    const document = join(folder, "openapi.json");
    await writeFile(document, JSON.stringify(simplerDocument()));
    const hooks = join(folder, "hooks.cjs");
    // Dredd loads its hooks anew for each run, in this process: that is how they reach the server of the run.
    await writeFile(
      hooks,
      `require("hooks").beforeEach((transaction) => globalThis[${JSON.stringify(hookName)}](transaction));`,
    );
    const Dredd = load("dredd") as new (
      options: object,
    ) => { run(done: (error: Error | null) => void): void };
    return {
      run: (server) =>
        new Promise((resolve, reject) => {
          Object.assign(globalThis, { [hookName]: (transaction: Transaction) => aim(transaction, server) });
          const emitter = new EventEmitter();
          const failed: string[] = [];
          emitter.on("test fail", ({ title, errors = [] }: DreddTest) => {
            const places = errors.map(({ path = "" }) => path.replaceAll(/\/\d+/g, "/*"));
            failed.push(`${nameOf(title)} ${[...new Set(places)].join(" ")}`.trim());
          });
          emitter.on("test error", (_error: Error, { title }: DreddTest) => {
            failed.push(`${nameOf(title)} error`);
          });
          const configuration = {
            endpoint: server.baseUrl,
            path: [document],
            hookfiles: [hooks],
            loglevel: "silent",
            color: false,
            emitter,
          };
          new Dredd(configuration).run((error) => (error ? reject(error) : resolve(failed)));
        }),
    };
  },
};

const hookName = "np6-dredd-hook";

/** A title holds the query, and so the window. */
const nameOf = (title: string): string => title.replace(/\?.*/, "");

/** Points a transaction at the notification, or at what provokes its error response. */
function aim(transaction: Transaction, { apiKey, notificationId, window }: ContractSettings): void {
  const { statusCode } = transaction.expected;
  const start = statusCode === "400" ? "yesterday" : new Date(window.start).toISOString();
  const id = statusCode === "404" ? 2_000_000_011 : notificationId;
  const [path = ""] = transaction.fullPath.split("?");
  const query = new URLSearchParams({ start, end: new Date(window.end).toISOString(), sort: "asc" });
  transaction.fullPath = `${path.replace(/\/notifications\/[^/]+/, `/notifications/${id}`)}?${query}`;
  if (statusCode === "401") delete transaction.request.headers["X-Key"];
  else transaction.request.headers["X-Key"] = apiKey;
  transaction.skip = !["200", "400", "401", "404"].includes(statusCode);
}
