import { expect, it } from "vitest";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { envOf, start } from "./testing/program.ts";
import { runHere } from "./testing/run-here.ts";

it("np6-events sandbox says where it is, serves events, and ends at SIGTERM", async () => {
  const program = start(["sandbox", "--events", "7", "--seed", "3", "--accept-key", "it's-made-up"]);
  const welcome = await program.shows("stdout", "curl");
  const url = /^export NP6_BASE_URL='(http:\/\/127\.0\.0\.1:\d+)'$/m.exec(welcome)?.[1] ?? "";
  // As a shell reads it.
  expect(welcome).toMatch(/^export NP6_API_KEY='it'\\''s-made-up'$/m);
  expect(welcome).toContain(
    `curl -H "${Object.entries(keyHeaders("$NP6_API_KEY")).flat().join(": ")}" "$NP6_BASE_URL${eventsPath("activations")}"`,
  );
  const pull = ["pull", "executions", "156"];
  const right = await runHere(pull, envOf({ url, key: "it's-made-up" }));
  expect(right.stdout.trim().split("\n")).toHaveLength(7);
  const wrong = await runHere(pull, envOf({ url, key: "another" }));
  expect(wrong).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/401/) });
  expect(await program.stop("SIGTERM")).toMatchObject({ code: 130, stderr: "Interrupted.\n" });
});

it("np6-events sandbox takes notifications, a rate limit and behaviours", async () => {
  const program = start([
    ...["sandbox", "--notifications", "160-162,7", "--events", "2", "--rate-limit", "4/1h"],
    ...["--behaviour", "unknownNotification=410", "--behaviour", "errorBody=json"],
  ]);
  const welcome = await program.shows("stdout", "curl");
  expect(welcome).toContain("pull activations 160\n");
  const url = /NP6_BASE_URL='([^']+)'/.exec(welcome)?.[1] ?? "";
  const ask = async (id: number): Promise<[number, string]> => {
    const address = `${url}${eventsPath("cancellations", id)}`;
    const response = await fetch(address, { headers: keyHeaders("sandbox-key") });
    return [response.status, await response.text()];
  };
  expect((await ask(162))[1]).toContain('"id":162,');
  expect((await ask(7))[1]).toContain('"id":7,');
  expect(await ask(156)).toEqual([410, expect.stringContaining('{"message":')]);
  expect((await ask(160))[0]).toBe(200);
  expect((await ask(160))[0]).toBe(429);
});
