import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { endpoints } from "../../generated/contract.js";
import { eventKinds } from "../../src/shared/event-kinds.ts";

const script = fileURLToPath(new URL("main.ts", import.meta.url));

/** Sends what a line of curl says. */
function request(line: string): Promise<Response> {
  const headers = [...line.matchAll(/-H '([^:]+): ([^']+)'/g)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  return fetch(/'(http[^']+)'/.exec(line)?.[1] ?? "", { headers: Object.fromEntries(headers) });
}

test("the mock prints a request to each endpoint and one for an error, and ends on request", async () => {
  const mock = spawn(process.execPath, [script, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void mock.kill());
  const ended = once(mock, "exit");
  const [chunk] = await once(mock.stdout, "data");
  const lines = String(chunk).match(/curl .*/g) ?? [];
  const responses = await Promise.all(lines.map(request));
  expect(responses.map((response) => response.status)).toEqual([...eventKinds.map(() => 200), 429]);
  for (const [i, { eventType }] of Object.values(endpoints).entries()) {
    expect(await responses[i]?.json()).toContainEqual(expect.objectContaining({ type: eventType }));
  }
  expect(responses.at(-1)?.headers.get("retry-after")).not.toBeNull();
  mock.kill();
  expect(await ended).toEqual([0, null]);
});

test.each([[["--port", "many"]], [["--prot", "4010"]]])("%j is rejected with code 2", (args) => {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args]);
  expect(status).toBe(2);
  expect(String(stderr)).toContain("--p");
});
