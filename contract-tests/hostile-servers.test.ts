import type { RequestListener, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { serve } from "../proofs/kit/loopback.ts";
import { eventKinds } from "../src/shared/event-kinds.ts";
import { keySent } from "../src/shared/testing/event-request.ts";
import type { ContractReport } from "./engine/report.ts";
import { terminalReport } from "./reports/terminal.ts";
import { verdict } from "./reports/verdict.ts";
import { runContract } from "./run-contract.ts";
import { settings } from "./testing/fake-context.ts";

const window = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2026, 0, 8) };

/** The report on a server on loopback, and how many requests it got. */
async function reportOn(
  listener: RequestListener,
  timeoutMs = 10_000,
): Promise<ContractReport & { readonly seen: number }> {
  let seen = 0;
  await using server = await serve((request, response) => {
    seen++;
    listener(request, response);
  });
  const own = { ...settings, baseUrl: server.url, window, timeoutMs };
  return { ...(await runContract("live", own)), seen };
}

const json = { "Content-Type": "application/json" };
const megabyte = Buffer.alloc(1024 * 1024, " ");

/** Writes until the reader goes away, or so many megabytes have left. */
function pour(response: ServerResponse, megabytes: number): void {
  let sent = 0;
  const go = () => {
    while (!response.destroyed && sent++ < megabytes) {
      if (!response.write(megabyte)) return void response.once("drain", go);
    }
    response.end("]");
  };
  response.writeHead(200, json).write("[");
  go();
}

const shown = (report: ContractReport) => terminalReport(report);

test("a wrong key ends the run at its first request, with what to check", async () => {
  const report = await reportOn((_request, response) => void response.writeHead(401).end());
  expect(report).toMatchObject({ exitCode: 2, seen: 1 });
  expect(verdict(report)).toMatch(/the key was rejected with 401\. Check NP6_API_KEY/);
});

test("a key without the right to read ends the run too", async () => {
  const report = await reportOn((_request, response) => void response.writeHead(403).end());
  expect(report).toMatchObject({ exitCode: 2, seen: 1 });
});

test("an unknown notification is reported as a wrong setting", async () => {
  const report = await reportOn((_request, response) => void response.writeHead(404).end());
  expect(report.exitCode).toBe(2);
  expect(verdict(report)).toMatch(/responded with 404 for the notification\. Check NP6_NOTIFICATION_ID/);
});

test("a window without events violates nothing, and does not count as conformant", async () => {
  const report = await reportOn(({ headers, method, url = "" }, response) => {
    if (keySent(headers) !== settings.apiKey) response.writeHead(401).end();
    else if (method !== "GET") response.writeHead(405).end();
    else if (url.includes("no-such-kind")) response.writeHead(404).end();
    else response.writeHead(200, json).end("[]");
  });
  expect(report).toMatchObject({ exitCode: 0, events: { activations: 0, executions: 0, cancellations: 0 } });
  expect(verdict(report)).toMatch(/no endpoint returned an event, so little was judged/);
  expect(report.results.filter(({ check }) => /^(window|sort|start|end)-/.test(check))).not.toContainEqual(
    expect.objectContaining({ outcome: "passed" }),
  );
});

test("a server that responds with HTML violates the contract", async () => {
  const report = await reportOn((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>It works</title>");
  });
  expect(report.exitCode).toBe(1);
  expect(shown(report)).toMatch(/content-type: text\/html/);
  // Its probe is for one endpoint, and was sent to none for want of events to aim it at.
  const reasonOf = (id: string) => report.results.find(({ check }) => check === id)?.reason;
  expect([reasonOf("window-quiet"), reasonOf("window-single")]).toEqual([
    "base-response-unusable",
    "base-response-unusable",
  ]);
});

test("bodies that stall stop the run after three of them", async () => {
  const report = await reportOn((_request, response) => void response.writeHead(200, json).write("[{"), 300);
  expect(report).toMatchObject({ exitCode: 1, seen: 3 });
  expect(report.stopped).toBe("3 requests got no complete response, the last one: nothing arrived for 0.3 s");
});

test("a body that trickles and never ends stops the run at once", async () => {
  const report = await reportOn((_request, response) => {
    response.writeHead(200, json).write("[");
    const drip = setInterval(() => response.write(" "), 20);
    response.once("close", () => clearInterval(drip));
  }, 300);
  expect(report).toMatchObject({ exitCode: 1, seen: 1 });
  expect(report.stopped).toBe("the body had not ended after 0.9 s");
});

test("headers that never come count as no response", async () => {
  const report = await reportOn(() => {}, 300);
  expect(report).toMatchObject({ exitCode: 2, seen: 3 });
  expect(verdict(report)).toMatch(/there was no response: nothing arrived for 0\.3 s\. Check NP6_BASE_URL/);
});

test("a check whose requests got no response never passes", async () => {
  const report = await reportOn(({ url = "" }, response) => {
    if (url.includes("executions")) response.destroy();
    else response.writeHead(200, json).end("[]");
  });
  expect(report.stopped).toMatch(/3 requests got no complete response/);
  const onExecutions = report.results.filter(({ endpoint }) => endpoint === "executions");
  expect(onExecutions).toContainEqual(
    expect.objectContaining({ check: "no-redirect", reason: "no-response" }),
  );
  expect(onExecutions).not.toContainEqual(expect.objectContaining({ outcome: "passed" }));
});

test("a body of 200 megabytes is not read to its end, at any request", async () => {
  let most = 0;
  const report = await reportOn((request, response) => {
    // Of one endpoint, since each of them takes a second.
    if (!request.url?.includes(`/${eventKinds[0]}`)) return void response.writeHead(200, json).end("[]");
    response.once("close", () => {
      most = Math.max(most, request.socket.bytesWritten);
    });
    pour(response, 200);
  });
  expect(report.exitCode).toBe(1);
  expect(report.results).toContainEqual(
    expect.objectContaining({ check: "window-both", reason: "response-too-large" }),
  );
  // What the sockets of both sides hold comes on top of the eight megabytes that are read.
  expect(most).toBeLessThan(40 * 1024 * 1024);
}, 60_000);
