import { expect, test } from "vitest";
import type { PeerResult } from "./run-peer.ts";
import { scoreOf } from "./score.ts";

const server = (id: string, ...complaints: readonly string[]) => ({
  id,
  complaints,
  requests: complaints.length + 10,
  durationMs: 1000,
});

const result = (baseline: readonly string[], ...servers: PeerResult["servers"]): PeerResult => ({
  peer: "dredd",
  baseline,
  servers,
});

test("a new objection kills a fault, and is a false alarm on a variation", () => {
  const score = scoreOf(
    result([], server("end-inclusive", "order"), server("key-prefix"), server("one-event", "size")),
  );
  expect(score).toMatchObject({ faults: 2, variations: 1, baseline: 0, requests: 11, secondsAServer: 1 });
  expect([...score.killed]).toEqual(["end-inclusive"]);
  expect([...score.falseAlarms]).toEqual(["one-event"]);
});

test("an objection that a tool also has on the conformant server does not count", () => {
  const score = scoreOf(
    result(["schema"], server("end-inclusive", "schema"), server("key-prefix", "schema", "status")),
  );
  expect([...score.killed]).toEqual(["key-prefix"]);
  expect(score.baseline).toBe(1);
});

test("faults of our client are left out", () => {
  expect(scoreOf(result([], server("client-loses-last", "anything"))).faults).toBe(0);
});
