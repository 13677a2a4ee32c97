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

test("a wrong value is told by its form, a wrong kind by its name, and a contact by neither", () => {
  const receiver = { type: "contact", value: { type: "footprint", unicity: 33612345678, hash: null } };
  const activation = { id: 157, version: 5, kind: "application", receiver };
  const source = { type: "notification", detail: { activation } };
  const event = { type: "execution", id: "no uuid", timestamp: 1.5, source };
  const scene = sceneOf({ ascending: observationOf({ json: [{ ...event, type: "activation" }, event] }) });
  const actual = (check: string, pointer: string) => {
    const verdict = eventChecks.find(({ id }) => id === check)?.judge(scene, [scene]) ?? [];
    return "notExercised" in verdict
      ? []
      : verdict.filter((finding) => finding.pointer === pointer).map((finding) => finding.actual);
  };
  expect(actual("endpoint-type", "/type")).toEqual(['"execution"']);
  expect(actual("notification-id-in-detail", "/source/detail/activation/id")).toContain("the number 157");
  expect(actual("event-schema", "/timestamp")).toContain("the number 1.5");
  expect(actual("event-schema", "/id")).toContain("text");
  expect(actual("event-schema", "/source/detail/activation/version")).toContain("integer");
  const value = "/source/detail/activation/receiver/value";
  expect(actual("event-schema", `${value}/unicity`)).toContain("integer");
  expect(actual("event-schema", `${value}/hash`)).toContain("null");
});
