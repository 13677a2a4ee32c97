import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { listenOnLoopback } from "../../proofs/kit/loopback.ts";
import { startSandbox } from "../sandbox/index.ts";
import { respond, startServer } from "../transport/testing/server.ts";
import { testFolder } from "./testing/folder.ts";
import { envOf, runProgram, start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

it("np6-events conform judges a server, reports, and ends with the suite's exit code", async () => {
  const at = await testFolder();
  const sandbox = await startSandbox({ events: 300 });
  onTestFinished(() => sandbox.close());
  const settings = { NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("good") };
  const good = await runHere(["conform"], { ...envOf(sandbox), ...settings });
  expect(good).toMatchObject({ code: 0, stderr: "" });
  expect(good.stdout).toMatch(/No violations\./);
  expect(await readdir(at("good"))).toContain("report.html");

  const server = await startServer(respond(200, { "content-type": "application/json" }, "[{}]"));
  const bad = await runHere(["conform"], { ...envOf(server), ...settings, NP6_REPORT_DIR: at("bad") });
  expect([bad.code, bad.stderr]).toEqual([1, ""]);
  expect(bad.stdout).not.toContain("synthetic-key");
});

it("np6-events conform ends with 2 when no server responds", async () => {
  const at = await testFolder();
  const gone = await startSandbox();
  await gone.close();
  const env = { ...envOf(gone), NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("reports") };
  const { code, stdout, stderr } = await runHere(["conform"], env);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/nothing could be judged/);
});

it("np6-events conform keeps its exit code when nobody reads its output", async () => {
  const at = await testFolder();
  const server = await startServer(respond(200, { "content-type": "text/html" }, "<p>"));
  const env = { ...envOf(server), NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("reports") };
  const program = start(["conform", "--checks", "status,content-type"], { env });
  program.child.stdout?.destroy();
  expect(await program.ended).toMatchObject({ code: 1, stderr: "" });
});

it.skipIf(process.platform !== "linux")(
  "np6-events conform ends with 2 when stdout is a full disk, which is no violation",
  async () => {
    const at = await testFolder();
    const env = { NP6_REPORT_DIR: at("reports") };
    const args = ["conform", "--target", "sandbox", "--checks", "status"];
    const { code, stderr } = await runProgram(args, { env, stdout: "/dev/full" });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^The output cannot be written: ENOSPC/),
    });
  },
);

it("np6-events conform keeps its exit code when the summary of the job cannot be written", async () => {
  const at = await testFolder();
  const sandbox = await startSandbox({ events: 30 });
  onTestFinished(() => sandbox.close());
  const nowhere = at("missing/summary.md");
  const env = { ...envOf(sandbox), NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("reports") };
  const ended = await runHere(["conform", "--checks", "status"], { ...env, GITHUB_STEP_SUMMARY: nowhere });
  expect(ended.code).toBe(0);
  expect(ended.stderr).toContain(`${nowhere} cannot be written to (ENOENT)`);
});

it("np6-events conform sends nothing when its baseline could not be written", async () => {
  const at = await testFolder();
  const server = await startServer(respond(200, { "content-type": "application/json" }, "[]"));
  const env = { ...envOf(server), NP6_NOTIFICATION_ID: "156", NP6_REPORT_DIR: at("reports") };
  const ended = await runHere(["conform", "--write-baseline", at("missing/b.json")], env);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain("b.json cannot be written (ENOENT)");
  expect(server.requests).toEqual([]);
});

it("np6-events conform reaches a server on loopback past a dead proxy, with the client too", async () => {
  const at = await testFolder();
  const sandbox = await startSandbox({ events: 30 });
  onTestFinished(() => sandbox.close());
  const { code, stdout } = await runProgram(["conform", "--checks", "status,client-agrees,client-request"], {
    env: {
      ...envOf(sandbox),
      NP6_NOTIFICATION_ID: "156",
      NP6_REPORT_DIR: at("reports"),
      NODE_USE_ENV_PROXY: "1",
      HTTP_PROXY: "http://127.0.0.1:1",
    },
  });
  expect([code, stdout]).toEqual([0, expect.stringContaining("Every check was exercised")]);
});

it("np6-events conform blames no server for a proxy that refuses, and sends through the proxy alone", async () => {
  const at = await testFolder();
  const asked: (string | undefined)[] = [];
  const proxy = createServer().on("connect", ({ url }, socket) => {
    asked.push(url);
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  const { port, close } = await listenOnLoopback(proxy);
  onTestFinished(() => void close());
  const { code, stderr } = await runProgram(["conform"], {
    env: {
      ...envOf({ url: "https://np6.invalid" }),
      NP6_NOTIFICATION_ID: "156",
      NP6_REPORT_DIR: at("reports"),
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
    },
  });
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/there was no response: ERR_PROXY_TUNNEL.*the proxy/),
  ]);
  expect(new Set(asked)).toEqual(new Set(["np6.invalid:443"]));
});

it("np6-events conform takes the server from its flags, and logs how long a paced run takes", async () => {
  const at = await testFolder();
  const sandbox = await startSandbox({ events: 30 });
  onTestFinished(() => sandbox.close());
  const { code, stdout, stderr } = await runHere(
    ["conform", "--url", sandbox.url, "--notification", "156", "--checks", "status", "--strict"],
    {
      NP6_API_KEY: sandbox.key,
      NP6_BASE_URL: "https://not-this-one.invalid",
      NP6_REPORT_DIR: at("reports"),
      NP6_MAX_RPS: "1000",
    },
  );
  expect([code, stdout]).toEqual([0, expect.stringContaining(`live ${sandbox.url}, notification 156: `)]);
  expect(stderr).toMatch(/^Sending \d+ requests, 1000 a second: about 1 s\.\n$/);
});
