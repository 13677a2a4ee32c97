import { describe, expect, test } from "vitest";
import { addToCoverage, emptyCoverage } from "../../contract-tests/contract-model/schema-coverage.ts";
import { eventModel } from "../../contract-tests/engine/contract.ts";
import { endpoints } from "../../generated/contract.js";
import { eventTemplates } from "../../generated/event-templates.js";
import type { KnownEvent } from "../../generated/types.d.ts";
import { validateEvent } from "../../generated/validators.js";
import { type EventKind, eventKinds } from "../shared/event-kinds.ts";
import { type JsonObject, objectAt } from "../shared/json.ts";
import { type GeneratedEvents, generateEvents } from "./generate-events.ts";
import { from, idsOf, to } from "./testing/ask.ts";

const history = { seed: 1, notificationId: 156, count: 500, from, to };

/** Generated events have a time, even of a kind whose timestamp the contract lets be null. */
type Generated = KnownEvent & { readonly timestamp: number };

function all(events: GeneratedEvents): Generated[] {
  return Array.from({ length: events.count }, (_, send) => JSON.parse(events.textAt(send)) as Generated);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("generated events", () => {
  test("follow from the seed", () => {
    const texts = (seed: number): string[] =>
      eventKinds.map((kind) => generateEvents(kind, { ...history, seed }).textAt(42));
    expect(texts(7)).toEqual(texts(7));
    expect(texts(8)).not.toEqual(texts(7));
  });

  test.each(eventKinds)("%s rise within the window, with ties, whole seconds and fractions", (kind) => {
    const events = generateEvents(kind, history);
    const times = all(events).map(({ timestamp }) => timestamp);
    expect(times).toEqual(Array.from(times, (_, send) => events.timestampAt(send)));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(from);
    expect(times.at(-1)).toBeLessThan(to);
    const tied = times.filter((time, send) => time === times[send - 1]);
    expect(tied.length).toBeGreaterThan(history.count / 10);
    expect(tied.some((time) => time % 1000 === 0)).toBe(true);
    expect(tied.some((time) => time % 1000 !== 0)).toBe(true);
  });

  test.each([1, 2, 9, 3_000])("stay in a window of one second when there are %i", (count) => {
    for (const kind of eventKinds) {
      const { timestampAt } = generateEvents(kind, { ...history, count, to: from + 1000 });
      const times = Array.from({ length: count }, (_, send) => timestampAt(send));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times[0]).toBeGreaterThanOrEqual(from);
      expect(times.at(-1)).toBeLessThan(from + 1000);
    }
  });

  test("have ids of both uuid versions, all different, whatever the kind and notification", () => {
    const notifications = [history, { ...history, notificationId: 157 }];
    const ids = notifications.flatMap((one) =>
      eventKinds.flatMap((kind) => idsOf(all(generateEvents(kind, one)))),
    );
    for (const id of ids) expect(id).toMatch(uuid);
    expect(new Set(ids.map((id) => id[14]))).toEqual(new Set(["4", "5"]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("of one send share the stamp, which is older than each of them", () => {
    const [first = [], ...others] = eventKinds.map((kind) => all(generateEvents(kind, history)));
    const stamps = first.map((event) => partOf(event, "stamp"));
    expect(new Set(stamps.map((stamp) => stamp["id"])).size).toBe(history.count);
    expect(stamps.some((stamp) => "set" in stamp) && stamps.some((stamp) => !("set" in stamp))).toBe(true);
    for (const events of others) expect(events.map((event) => partOf(event, "stamp"))).toEqual(stamps);
    for (const [send, { timestamp }] of [first, ...others].flatMap((events) => [...events.entries()])) {
      expect(stamps[send]?.["time"]).toBeLessThan(timestamp);
    }
  });

  test("of one send are published in turn: its execution, then its activation or cancellation", () => {
    const timesOf = (kind: EventKind): number[] =>
      all(generateEvents(kind, { ...history, count: 8 })).map(({ timestamp }) => timestamp);
    const [executions, activations, cancellations] = [
      timesOf("executions"),
      timesOf("activations"),
      timesOf("cancellations"),
    ];
    for (const [send, time] of executions.entries()) {
      expect(time).toBeLessThan(activations[send] ?? 0);
      expect(activations[send]).toBeLessThan(cancellations[send] ?? 0);
    }
  });

  test("of one send go to the same contact, and contacts come again", () => {
    const many = { ...history, count: 3_000 };
    const receivers = all(generateEvents("activations", many)).map((event) =>
      partOf(event, "receiver", "value"),
    );
    const recipients = all(generateEvents("executions", many)).map((event) =>
      partOf(event, "recipient", "value"),
    );
    expect(recipients).toEqual(receivers);
    // A kind of receiver that the contract gains need not be a contact.
    const contacts = receivers.filter(({ unicity }) => unicity !== undefined);
    expect(contacts.length).toBeGreaterThan(1_000);
    expect(new Set(contacts.map(({ unicity }) => unicity)).size).toBeLessThanOrEqual(1_000);
    for (const { id, unicity, hash } of contacts) {
      expect(unicity).toBe(`contact-${String(id).slice(2)}@example.com`);
      expect(id).toMatch(/^00\d{6}$/);
      expect(hash).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test("have the id of their notification, and one version of it", () => {
    const versions = eventKinds.flatMap((kind) =>
      all(generateEvents(kind, history)).map((event) => partOf(event)["version"]),
    );
    expect(new Set(versions).size).toBe(1);
    expect(versions[0]).toMatch(uuid);
    const [other] = all(generateEvents("activations", { ...history, notificationId: 157 }));
    expect(other && partOf(other)).toMatchObject({
      id: 157,
      version: expect.not.stringMatching(String(versions[0])),
    });
  });

  test("are valid events, which show every variant of the contract", () => {
    const coverage = emptyCoverage(eventModel);
    for (const kind of eventKinds) {
      const { usual, complete } = eventTemplates[kind];
      const count = 2 * Math.max(usual.length, complete.length);
      const { textAt } = generateEvents(kind, { ...history, count });
      for (let send = 0; send < count; send++) {
        const text = textAt(send);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
        expect(validateEvent(JSON.parse(text))).toEqual([]);
        expect(JSON.parse(text)).toMatchObject({ type: endpoints[kind].eventType });
        addToCoverage(eventModel, coverage, JSON.parse(text));
      }
    }
    const unseen = [...coverage].flatMap(([pointer, events]) => (events === 0 ? [pointer] : []));
    const unknown = [eventModel.events, ...eventModel.unions.values()].flatMap(({ branches, unknown }) => [
      ...branches.flatMap(({ object, pointer }) => (object === unknown ? [pointer] : [])),
      ...[...unknown.properties.values()].map(({ pointer }) => pointer),
    ]);
    expect(unseen.filter((pointer) => !unknown.includes(pointer))).toEqual([]);
  });
});

/** What is inside the first part of an event's detail. */
function partOf(event: KnownEvent, ...keys: readonly string[]): JsonObject {
  const [part] = Object.values(objectAt(event, "source", "detail"));
  return objectAt(part, ...keys);
}
