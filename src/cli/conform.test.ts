import { readdir } from "node:fs/promises";
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../sandbox/index.ts";
import { respond, startServer } from "../transport/testing/server.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, runProgram } from "./testing/program.ts";

it("np6-events conform judges a server, reports, and ends with the suite's exit code", async () => {
  const at = await testFolder();
  const sandbox = await startSandbox({ events: 300 });
  onTestFinished(() => sandbox.close());
  const settings = { NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("good") };
  const good = await runProgram(["conform"], { env: { ...envOf(sandbox), ...settings } });
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(good.stdout).toMatch(/No violations\./);
  expect(await readdir(at("good"))).toContain("report.html");

  const server = await startServer(respond(200, { "content-type": "application/json" }, "[{}]"));
  const bad = await runProgram(["conform"], {
    env: { ...envOf(server), ...settings, NP6_REPORT_DIR: at("bad") },
  });
  expect([bad.code, bad.stderr]).toEqual([1, ""]);
  expect(bad.stdout).not.toContain("synthetic-key");
});

it("np6-events conform ends with 2 when nobody answers", async () => {
  const at = await testFolder();
  const gone = await startSandbox();
  await gone.close();
  const env = { ...envOf(gone), NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("reports") };
  const { code, stdout, stderr } = await runProgram(["conform"], { env });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/nothing could be judged/);
});
