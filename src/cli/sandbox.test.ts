import { expect, it } from "vitest";
import { envOf, runProgram, start } from "./testing/program.ts";

it("np6-events sandbox says where it is, serves events, and ends at SIGTERM", async () => {
  const program = start(["sandbox", "--events", "7", "--seed", "3", "--accept-key", "it's-made-up"]);
  const welcome = await program.shows("stdout", "try  curl");
  const url = /^URL {2}(http:\/\/127\.0\.0\.1:\d+)$/m.exec(welcome)?.[1] ?? "";
  expect(welcome).toMatch(/^key {2}it's-made-up$/m);
  // As a shell reads it.
  expect(welcome).toContain(
    `curl -H 'X-Key: it'\\''s-made-up' '${url}/notifications/156/events/activations?sort=asc'`,
  );
  const pull = ["pull", "executions", "156"];
  const right = await runProgram(pull, { env: envOf({ url, key: "it's-made-up" }) });
  expect(right.stdout.trim().split("\n")).toHaveLength(7);
  const wrong = await runProgram(pull, { env: envOf({ url, key: "another" }) });
  expect(wrong).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/401/) });
  expect(await program.stop("SIGTERM")).toMatchObject({ code: 130, stderr: "Interrupted.\n" });
});
