import { describe, expect, test } from "vitest";
import { eventKinds } from "../shared/event-kinds.ts";
import { type GeneratedEvents, generateEvents } from "./generate-events.ts";
import { from, idsOf, to } from "./testing/ask.ts";
import type { WireActivation, WireCancellation, WireEvent, WireExecution } from "./wire.ts";

const history = { seed: 1, notificationId: 156, count: 500, from, to };

function all<Event extends WireEvent = WireEvent>(events: GeneratedEvents): Event[] {
  return Array.from({ length: events.count }, (_, send) => JSON.parse(events.textAt(send)) as Event);
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
    const activations = all<WireActivation>(generateEvents("activations", history));
    const executions = all<WireExecution>(generateEvents("executions", history));
    const cancellations = all<WireCancellation>(generateEvents("cancellations", history));
    const stamps = activations.map((event) => event.source.detail.activation.stamp);
    expect(executions.map((event) => event.source.detail.execution.stamp)).toEqual(stamps);
    expect(cancellations.map((event) => event.source.detail.execution.stamp)).toEqual(stamps);
    expect(new Set(idsOf(stamps)).size).toBe(history.count);
    for (const events of [activations, executions, cancellations]) {
      for (const [send, event] of events.entries()) expect(stamps[send]?.time).toBeLessThan(event.timestamp);
    }
  });

  test("of one send go to the same contact, and contacts come again", () => {
    const many = { ...history, count: 3_000 };
    const receivers = all<WireActivation>(generateEvents("activations", many)).map(
      (event) => event.source.detail.activation.receiver,
    );
    const recipients = all<WireExecution>(generateEvents("executions", many)).map(
      (event) => event.source.detail.execution.recipient,
    );
    expect(recipients).toEqual(receivers);
    expect(new Set(receivers.map(({ value }) => value.unicity)).size).toBeLessThanOrEqual(1_000);
    for (const { value } of receivers) {
      expect(value.unicity).toBe(`contact-${value.id.slice(2)}@example.com`);
      expect(value.id).toMatch(/^00\d{6}$/);
      expect(value.hash).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  test("have the keys of the reconstructed samples, in their order", () => {
    const stamp = `"stamp":{"time":0,"id":"","thread":""}`;
    const value = `{"type":"contact","value":{"type":"footprint","id":"","unicity":"","hash":""}}`;
    const execution = `"execution":{"id":156,"version":"","kind":"application","recipient":${value},"data":{},${stamp}}`;
    const details = {
      activations: `"activation":{"id":156,"version":"","kind":"application","receiver":${value},${stamp}}`,
      executions: execution,
      cancellations: `${execution},"cancellation":{"type":"user defined policy","value":{"type":"render","message":""}}`,
    };
    const emptied = new Set(["id", "version", "thread", "unicity", "hash", "message"]);
    for (const kind of eventKinds) {
      const text = generateEvents(kind, history).textAt(3);
      const masked = JSON.stringify(JSON.parse(text), (key, field: unknown) => {
        if (key === "time" || key === "timestamp") return 0;
        return emptied.has(key) && typeof field === "string" ? "" : field;
      });
      const identity = `{"type":"customer","agency":"DEMO","customer":"028"}`;
      const source = `{"type":"notification","detail":{${details[kind]}}}`;
      expect(masked).toBe(
        `{"type":"${kind.slice(0, -1)}","id":"","timestamp":0,"identity":${identity},"source":${source}}`,
      );
      expect(text).toBe(JSON.stringify(JSON.parse(text)));
    }
  });
});
