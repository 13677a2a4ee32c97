import { describe, expect, it, test } from "vitest";
import { endpoints } from "../../generated/contract.js";
import contract from "../../generated/openapi.json" with { type: "json" };
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { isObject, type JsonObject, objectAt, referenceName, valueAt } from "../shared/json.ts";
import { eventsPath } from "../shared/testing/event-request.ts";
import { respond, startServer } from "../transport/testing/server.ts";
import { createNp6Client, type Np6Client, type Np6ClientOptions } from "./client.ts";
import { rawEvent } from "./raw-events.ts";

/** The events of the first example of an endpoint's response. */
function exampleOf(kind: EventKind): readonly JsonObject[] {
  const responses = objectAt(contract, "paths", endpoints[kind].path, "get", "responses");
  const [first] = Object.values(objectAt(responses, "200", "content", "application/json", "examples"));
  const events = valueAt(contract, "components", "examples", referenceName(first) ?? "", "value");
  return Array.isArray(events) ? events.filter(isObject) : [];
}

async function clientOf(body: unknown, options: Partial<Np6ClientOptions> = {}): Promise<Np6Client> {
  const { url } = await startServer(respond(200, { "x-request-id": "r-1" }, JSON.stringify(body)));
  return createNp6Client({ apiKey: "synthetic-key", baseUrl: url, ...options });
}

describe.each(eventKinds)("%s", (kind) => {
  it("of the contract's example are delivered as they are", async () => {
    const value = exampleOf(kind);
    expect(value).not.toEqual([]);
    expect(await (await clientOf(value))[kind](156)).toEqual(value);
  });

  it("delivers events of the other kinds as unknown", async () => {
    for (const other of eventKinds.filter((candidate) => candidate !== kind)) {
      const [event] = exampleOf(other);
      const { id, timestamp } = event ?? {};
      expect(await (await clientOf([event]))[kind](156)).toEqual([
        { type: "unknown", id, timestamp, raw: event },
      ]);
    }
  });
});

test("nothing is dropped: every value that is not a known event is delivered as unknown, in its place", async () => {
  const [event] = exampleOf("activations");
  const values = [42, event, null, { type: "unknown", raw: 1 }, event, [], { type: "reply", id: "x" }];
  const np6 = await clientOf(values);
  const events = await np6.activations(156);
  expect(events.map(({ type }) => type)).toEqual([
    "unknown",
    "activation",
    "unknown",
    "unknown",
    "activation",
    "unknown",
    "unknown",
  ]);
  expect(events.map(rawEvent)).toEqual(values);
  const streamed: unknown[] = [];
  for await (const each of np6.activations(156)) streamed.push(each);
  expect(streamed).toEqual(events);
});

describe("unknown events are announced", () => {
  const [event] = exampleOf("activations");
  const values = [event, { type: "reply", id: "someone@example.com" }, event, "someone@example.com"];

  test("to onUnknownEvent, each with its kind and index and nothing else", async () => {
    const notices: unknown[] = [];
    const np6 = await clientOf(values, { onUnknownEvent: (notice) => notices.push(notice) });
    await np6.activations(156);
    expect(notices).toEqual([
      { kind: "activations", index: 1 },
      { kind: "activations", index: 3 },
    ]);
  });

  test("to the logger, once a response", async () => {
    const warnings: unknown[] = [];
    const logger = { debug() {}, info() {}, warn: (...line: unknown[]) => warnings.push(line) };
    const np6 = await clientOf(values, { logger });
    await np6.activations(156);
    for await (const _ of np6.activations(7));
    const where = (id: number) => `GET ${eventsPath("activations", id)}`;
    expect(warnings).toEqual(
      [156, 7].map((id) => [
        `${where(id)}: event 1 is not known to this version (request id r-1)`,
        { kind: "activations", index: 1 },
      ]),
    );
  });

  test("and an error of onUnknownEvent ends the response, after the events before it", async () => {
    const rejection = new Error("no news wanted");
    const onUnknownEvent = () => {
      throw rejection;
    };
    const np6 = await clientOf(values, { onUnknownEvent });
    await expect(np6.activations(156).then()).rejects.toBe(rejection);
    const streamed: unknown[] = [];
    const reading = async () => {
      for await (const each of np6.activations(156)) streamed.push(each);
    };
    await expect(reading()).rejects.toBe(rejection);
    expect(streamed).toEqual([event]);
  });
});
