import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { statementsOf } from "../../contract-tests/contract-model/evidence.ts";
import generated from "../../generated/openapi.json" with { type: "json" };
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { frozenContract } from "../testing/frozen-contract.ts";
import { runCommandHere } from "../testing/run-command-here.ts";
import { evidenceCommand } from "./command.ts";
import { fingerprintFile, parametersWithoutMeaning } from "./print-evidence.ts";
import { readReport } from "./read-reports.ts";
import { report, someChecks } from "./testing/some-report.ts";

const statements = statementsOf(frozenContract());

describe("the fingerprint of a file", async () => {
  const { path: directory, remove } = temporaryFolder("fingerprint");
  afterAll(remove);
  const nothing = Readable.from([]);

  test("is that of the contract for the same sentence, from standard input too", async () => {
    const file = join(directory, "sentence.html");
    await writeFile(file, "<p>Uuid of the event.</p>\n");
    expect(await fingerprintFile(file, nothing)).toBe("6eff9b01075e9003");
    expect(await fingerprintFile("-", Readable.from(["Uuid of ", "the event"]))).toBe("6eff9b01075e9003");
  });

  test("is rejected for a file that is missing or without words", async () => {
    const missing = fingerprintFile(join(directory, "none"), nothing);
    await expect(missing).rejects.toThrow("none cannot be read: ENOENT.");
    await expect(fingerprintFile("-", Readable.from(["<p></p> ...\n"]))).rejects.toThrow("holds no words");
  });
});

test("a parameter that only generic checks judge has no check of its meaning", () => {
  const limit = { name: "limit", pointer: "#/components/parameters/limit" };
  const generic = [{ id: "parameter-limit-bad", pointer: limit.pointer }];
  expect(parametersWithoutMeaning([limit], [...someChecks, ...generic], generic)).toEqual(["limit"]);
  const own = { id: "limit-kept", pointer: limit.pointer };
  expect(parametersWithoutMeaning([limit], [...someChecks, ...generic, own], generic)).toEqual([]);
});

describe("npm run evidence", async () => {
  const { path: directory, remove } = temporaryFolder("evidence");
  afterAll(remove);
  const run = (reports = directory) => runCommandHere(evidenceCommand, ["--reports", reports]);

  test("prints the shares and, with a report, each node's verdict, and rejects an invalid report", async () => {
    const before = await run();
    expect(before.code).toBe(0);
    expect(before.output).toContain(`${statementsOf(generated).length} statements`);
    expect(before.output).toMatch(/^assumed +\d+ +\d+ %$/m);
    expect(before.output).toContain("No run of the suite left a report");

    await mkdir(join(directory, "live"));
    const file = join(directory, "live", "report.json");
    await writeFile(
      file,
      JSON.stringify(report(statements, [{ check: "sort-asc", endpoint: "executions", outcome: "failed" }])),
    );
    expect((await run()).output).toMatch(/^documented +failed +sort +sort-unknown,.* sort-asc,/m);

    await writeFile(file, "{}");
    expect(await run()).toMatchObject({
      code: 2,
      output: expect.stringContaining(`${file} is not a report`),
    });
  });

  test("reads a report of version 0.1", async () => {
    const reports = join(directory, "0.1");
    await mkdir(join(reports, "live"), { recursive: true });
    // A whole run against a sandbox that ignores sort=desc, shortened to a few checks and one open question.
    const frozen = fileURLToPath(new URL("testing/report-0.1.json", import.meta.url));
    await copyFile(frozen, join(reports, "live", "report.json"));
    const { output } = await run(reports);
    expect(output).toMatch(/^documented +failed +sort +sort-unknown,.* sort-asc,/m);
    expect(output).toMatch(/^\w+ +passed +Stamp › time /m);
    expect(output).toMatch(/^\w+ +not-seen +Stamp › set /m);
  });

  test("maps the reasons of a report of version 0.1 to today's ids", async () => {
    const file = join(directory, "reasons.json");
    const result = {
      check: "window-both",
      outcome: "not-exercised",
      reason: "no-lone-event",
      violations: [],
    };
    await writeFile(file, JSON.stringify({ schemaVersion: 1, results: [result], witnesses: [] }));
    expect((await readReport(file))?.results[0]?.reason).toBe("no-single-event");
  });
});
