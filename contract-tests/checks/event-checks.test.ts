import { expect, test } from "vitest";
import { observationOf, sceneOf } from "../testing/fake-scene.ts";
import { eventChecks } from "./event-checks.ts";

const inMilliseconds = eventChecks.find(({ id }) => id === "timestamp-in-milliseconds");
const hourMs = 3_600_000;

test("what lies in the future is told by when the answer came, not by when it is judged", () => {
  const sentAt = Date.UTC(2026, 0, 1);
  const verdictOn = (timestamp: number) => {
    const scene = sceneOf({ ascending: observationOf({ sentAt, json: [{ timestamp }] }) });
    return inMilliseconds?.judge(scene, [scene]);
  };
  expect(verdictOn(sentAt + 23 * hourMs)).toEqual([]);
  expect(verdictOn(sentAt + 25 * hourMs)).toMatchObject([{ pointer: "/timestamp" }]);
});
