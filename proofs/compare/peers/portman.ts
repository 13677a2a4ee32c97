import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProgramFile } from "../../kit/run-program.ts";
import { temporaryFolder } from "../../kit/temporary-folder.ts";
import { patienceMs } from "../calls.ts";
import { load, missingPackage, type Peer } from "../peer.ts";

interface NewmanFailure {
  readonly source?: { readonly name?: string };
  readonly error: { readonly test?: string; readonly name: string };
}

interface NewmanSummary {
  readonly run: { readonly failures: readonly NewmanFailure[] };
}

/** Portman makes a Postman collection with tests of the contract; Newman runs it. */
export const portman: Peer = {
  id: "portman",
  title: "Portman + Newman",
  packageName: "@apideck/portman",
  setUp:
    "contract tests of status, media type, JSON and schema for three windows on each endpoint, and variation tests with the status that the contract names: no key and a wrong one (401), an unreadable start and an unknown order (400), a negative id (400) and an unknown one (404).",
  cannot:
    "The same as a schema test. It rejects an error response with another 4xx, because a variation names one status. Its scripts can run any JavaScript, but that would be a suite written by hand.",
  missing: () => missingPackage("@apideck/portman") ?? missingPackage("newman"),
  async prepare() {
    using folder = temporaryFolder("portman");
    const bundle = fileURLToPath(new URL("../../../generated/openapi.json", import.meta.url));
    const output = folder.file("collection.json");
    await writeFile(folder.file("config.json"), JSON.stringify(config));
    await writeFile(folder.file("postman.json"), JSON.stringify({ folderStrategy: "Tags" }));
    const manifest = load.resolve("@apideck/portman/package.json");
    await runProgramFile(
      process.execPath,
      [
        join(dirname(manifest), "bin/portman"),
        ...["-l", bundle, "-o", output, "-c", folder.file("config.json"), "--logAssignVariables", "false"],
      ],
      { cwd: folder.path },
    );
    const collection: unknown = JSON.parse(await readFile(output, "utf8"));
    const newman = load("newman") as {
      run(options: object, done: (error: unknown, summary: NewmanSummary) => void): void;
    };
    return {
      run: ({ baseUrl, apiKey, notificationId, window }) =>
        new Promise((resolve, reject) => {
          const variables = {
            baseUrl,
            apiKey,
            notificationId,
            start: new Date(window.start).toISOString(),
            end: new Date(window.end).toISOString(),
          };
          const envVar = Object.entries(variables).map(([key, value]) => ({ key, value: String(value) }));
          const options = { collection, envVar, reporters: [], timeoutRequest: patienceMs };
          newman.run(options, (error, summary) => {
            if (error) reject(error);
            else
              resolve(
                summary.run.failures.map(
                  ({ source, error: { test, name } }) => `${source?.name}: ${test ?? name}`,
                ),
              );
          });
        }),
    };
  },
};

const everywhere = { openApiOperation: "*::/*" };
const on = { enabled: true };

const overwrites = (id: string, query: Readonly<Record<string, string | undefined>>) => ({
  overwriteRequestPathVariables: [{ key: "id", value: id, overwrite: true }],
  overwriteRequestQueryParams: ["start", "end", "sort"].map((key) => {
    const value = query[key];
    return value === undefined ? { key, remove: true } : { key, value, overwrite: true };
  }),
});

const window = { start: "{{start}}", end: "{{end}}" };

const key = (name: string, value: string) => ({
  overwriteRequestSecurity: { apiKey: { key: name, value, in: "header" } },
});

const tests = {
  contractTests: [
    { ...everywhere, statusSuccess: on },
    { ...everywhere, contentType: on },
    { ...everywhere, jsonBody: on },
    { ...everywhere, schemaValidation: on },
  ],
};

const variation = (name: string, openApiResponse: string, ...changes: readonly object[]) => ({
  ...everywhere,
  openApiResponse,
  variations: [
    {
      name,
      overwrites: changes,
      tests:
        openApiResponse === "200"
          ? tests
          : { contractTests: [{ statusCode: { enabled: true, code: Number(openApiResponse) } }] },
    },
  ],
});

const config = {
  version: 1,
  globals: { securityOverwrites: { apiKey: { key: "X-Key", value: "{{apiKey}}", in: "header" } } },
  overwrites: [{ ...everywhere, ...overwrites("{{notificationId}}", { ...window, sort: "asc" }) }],
  tests: {
    ...tests,
    variationTests: [
      variation("newest first", "200", overwrites("{{notificationId}}", { ...window, sort: "desc" })),
      variation("everything", "200", overwrites("{{notificationId}}", {})),
      variation(
        "without a key",
        "401",
        overwrites("{{notificationId}}", window), // `remove` would leave the key of the collection, so another header takes its place.
        key("X-No-Key", "none"),
      ),
      variation("with a wrong key", "401", overwrites("{{notificationId}}", window), key("X-Key", "wrong")),
      variation("with an unreadable start", "400", overwrites("{{notificationId}}", { start: "yesterday" })),
      variation("in an unknown order", "400", overwrites("{{notificationId}}", { sort: "sideways" })),
      variation("of a negative id", "400", overwrites("-1", {})),
      variation("of an unknown id", "404", overwrites("2000000011", {})),
    ],
  },
};
