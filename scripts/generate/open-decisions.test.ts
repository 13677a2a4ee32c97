import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { type JsonObject, objectAt } from "../../src/shared/json.ts";
import { frozenContract } from "../testing/frozen-contract.ts";
import { findOpenDecisions } from "./open-decisions.ts";

const { path: root, remove } = temporaryFolder("decisions");
afterAll(remove);

const aboutExamples = (lines: readonly string[]) => lines.filter((line) => line.includes("example"));

test("each branch of a union without an example is an open decision", async () => {
  const lines = aboutExamples(await findOpenDecisions(root, undefined, frozenContract()));
  expect(lines).toContain("No example shows UnknownReceiver. Add one to spec/components/examples/.");
  expect(lines.join()).not.toContain("ContactReceiver");
});

test("a removed example is reported differently from one that never existed", async () => {
  const after = frozenContract();
  const { value } = objectAt(after, "components", "examples", "cancellations");
  if (Array.isArray(value)) value.length = 0;
  const lines = aboutExamples(await findOpenDecisions(root, frozenContract(), after));
  expect(lines).toContain(
    "The only example of CancellationEvent is gone. Add another one to spec/components/examples/.",
  );
  expect(lines).toContain("No example shows UnknownReceiver. Add one to spec/components/examples/.");
});

test("two endpoints of one event type are an open decision", async () => {
  const after = frozenContract();
  const paths = objectAt(after, "paths");
  const [path = "", item] = Object.entries(paths)[0] ?? [];
  const kind = path.slice(path.lastIndexOf("/") + 1);
  Object.assign(paths, { [path.replace(/[^/]+$/, "impressions")]: item });
  const before = await findOpenDecisions(root, undefined, frozenContract());
  const lines = (await findOpenDecisions(root, undefined, after)).filter((line) => !before.includes(line));
  expect(lines).toEqual([
    expect.stringMatching(
      `^${kind} and impressions both have the x-event-type .* of impressions have a type of their own, change it\\.$`,
    ),
  ]);
});

test("a parameter that is written beside the operation needs a check like any other", async () => {
  const after = frozenContract();
  for (const path of Object.keys(objectAt(after, "paths")))
    Object.assign(objectAt(after, "paths", path), {
      parameters: [{ name: "tenant", in: "query", schema: { type: "string" } }],
    });
  const lines = await findOpenDecisions(root, undefined, after);
  expect(lines).toContainEqual(expect.stringMatching(/^No check judges what the parameter tenant means/));
});

test("what the client does not send or read is an open decision", async () => {
  const of = async (edit: (document: JsonObject) => void) => {
    const after = frozenContract();
    edit(after);
    const before = new Set(await findOpenDecisions(root, undefined, frozenContract()));
    return (await findOpenDecisions(root, undefined, after)).filter(
      (line) => !before.has(line) && !line.startsWith("No check"),
    );
  };
  const add = (parameter: object) => (document: JsonObject) => {
    for (const item of Object.values(objectAt(document, "paths"))) {
      const operation = objectAt(item, "get");
      Object.assign(operation, { parameters: [operation["parameters"], parameter].flat() });
    }
  };
  const schema = { type: "string" };
  expect(await of(add({ name: "tenant", in: "query", schema }))).toEqual([]);
  expect(await of(add({ name: "tenant", in: "query", required: true, schema }))).toEqual([
    expect.stringMatching(/^The parameter tenant is required, .* follow and sync do not send it/),
  ]);
  for (const place of ["header", "cookie"])
    expect(await of(add({ name: "X-Tenant", in: place, schema }))).toEqual([
      expect.stringContaining(`The client sends no ${place} X-Tenant`),
    ]);
  const renamed = JSON.parse(JSON.stringify(frozenContract()).replaceAll("X-RateLimit-", "RateLimit-"));
  expect(await findOpenDecisions(root, undefined, renamed)).toEqual(
    expect.arrayContaining(
      ["limit", "remaining", "reset"].map((name) =>
        expect.stringContaining(`No response has the header x-ratelimit-${name}`),
      ),
    ),
  );
});

test("a query parameter is an open decision until a check points at it", async () => {
  const undecided = async () => {
    const lines = await findOpenDecisions(root, undefined, frozenContract());
    return lines.flatMap((line) => /^No check judges what the parameter (\w+) means/.exec(line)?.[1] ?? []);
  };
  expect(await undecided()).toEqual(["start", "end", "sort"]);
  await mkdir(join(root, "contract-tests/checks"), { recursive: true });
  await writeFile(join(root, "contract-tests/checks/order.ts"), 'pointer: "#/components/parameters/sort"');
  await writeFile(join(root, "contract-tests/checks/window.ts"), "`#/components/parameters/end-of-all`");
  await writeFile(join(root, "contract-tests/checks/window.test.ts"), '"#/components/parameters/start"');
  expect(await undecided()).toEqual(["start", "end"]);
});
