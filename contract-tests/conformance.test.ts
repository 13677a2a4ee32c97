import { expect, test } from "vitest";
import { startSandbox } from "../src/sandbox/index.ts";
import { runContract } from "./conformance.ts";

test("a server on this machine needs only an address, a key and a notification", async () => {
  const sandbox = await startSandbox({ events: 40, to: Date.now() - 120_000 });
  try {
    const report = await runContract("mine", {
      baseUrl: `${sandbox.url}/`,
      apiKey: sandbox.key,
      notificationId: 156,
    });
    expect(report).toMatchObject({ exitCode: 0, target: "mine", strict: false });
    expect(report.results.find(({ check }) => check === "method-post")?.outcome).toBe("passed");
  } finally {
    await sandbox.close();
  }
});

test.each([
  ["a key with a space", { apiKey: "two words" }, /^apiKey must be visible ASCII/],
  ["http beyond this machine", { baseUrl: "http://api-cm.np6.com" }, /^baseUrl must be https/],
  ["an id with a fraction", { notificationId: 1.5 }, /^notificationId must be a whole number/],
  ["a window without a length", { window: { start: 5, end: 5 } }, /^window must have a start/],
  ["no patience", { timeoutMs: 0 }, /^timeoutMs must be a number above 0/],
  ["no pace", { maxRps: Number.NaN }, /^maxRps must be a number above 0/],
])("%s is rejected before anything is sent", async (_title, wrong, message) => {
  const settings = { baseUrl: "http://127.0.0.1:9", apiKey: "Key-of-the-Tests", notificationId: 156 };
  await expect(runContract("none", { ...settings, ...wrong })).rejects.toThrow(message);
});
