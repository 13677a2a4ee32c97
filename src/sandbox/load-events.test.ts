import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EventKind } from "../shared/event-kinds.ts";
import { addEvents, addEventsFromFile } from "./load-events.ts";
import type { SandboxEvent } from "./options.ts";
import { createSandboxStore, type SandboxStore } from "./sandbox-store.ts";
import { activation } from "./testing/ask.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(text: string): Promise<SandboxStore> {
  const path = join(folder, "events.ndjson");
  await writeFile(path, text);
  const store = createSandboxStore(156, []);
  await addEventsFromFile(store, path);
  return store;
}

function textsOf(store: SandboxStore, kind: EventKind, id = 156): string[] {
  const { times, textAt } = store.timeline(kind, id);
  return Array.from(times, (_, position) => textAt(position));
}

describe("an NDJSON file", () => {
  test("is served line by line unchanged, each line by the endpoint of its type", async () => {
    const lines = [
      '{"type": "cancellation", "timestamp": 2000, "big": 12345678901234567890}',
      '{"timestamp":1000,"type":"execution","text":"\\u00e9é"}',
    ];
    const store = await load(`\uFEFF${lines[0]}\r\n\n  ${lines[1]}`);
    expect(textsOf(store, "cancellations")).toEqual([lines[0]]);
    expect(textsOf(store, "executions")).toEqual([lines[1]]);
    expect(textsOf(store, "activations")).toEqual([]);
  });

  test.each([
    ["no JSON", "someone@example.com", "No event can be read from line 2"],
    ["no object", "1", "No event can be read from line 2"],
    ["no timestamp", '{"type":"activation"}', "No event can be read from line 2"],
    ["a fraction as timestamp", '{"type":"activation","timestamp":1.5}', "No event can be read from line 2"],
    ["a foreign type", '{"type":"bounce","timestamp":1}', "The type of line 2"],
  ])(
    "is rejected with the number of a line that holds %s, and without its content",
    async (_, line, message) => {
      const loading = load(`{"type":"activation","timestamp":1}\n${line}\n`);
      await expect(loading).rejects.toThrow(message);
      await expect(loading).rejects.not.toThrow("example.com");
    },
  );

  test("that does not exist is named", async () => {
    const store = createSandboxStore(156, []);
    const path = join(folder, "missing.ndjson");
    await expect(addEventsFromFile(store, path)).rejects.toThrow(`The event file ${path} cannot be opened.`);
  });
});

describe("given events", () => {
  test("belong to the notification in their detail, or else to the main one", () => {
    const store = createSandboxStore(156, []);
    const source = { type: "notification", detail: { execution: { id: 9 } } };
    addEvents(store, [
      { type: "execution", timestamp: 1, source },
      { type: "execution", timestamp: 2 },
    ]);
    expect(textsOf(store, "executions", 9)).toHaveLength(1);
    expect(textsOf(store, "executions", 156)).toEqual(['{"type":"execution","timestamp":2}']);
    expect(store.knows(9)).toBe(true);
    expect(store.knows(10)).toBe(false);
  });

  test("are added all or not at all", () => {
    const store = createSandboxStore(156, []);
    const events = [activation("a", 1), { timestamp: "1" } as unknown as SandboxEvent];
    expect(() => addEvents(store, events, "activations")).toThrow("No event can be read from events[1]");
    expect(textsOf(store, "activations")).toEqual([]);
  });

  test("of any type can be added to an endpoint that is named, but only to one that exists", () => {
    const store = createSandboxStore(156, []);
    const bounce = { type: "bounce", timestamp: 1 };
    addEvents(store, [bounce], "activations");
    expect(textsOf(store, "activations")).toHaveLength(1);
    expect(() => addEvents(store, [bounce])).toThrow("append(kind, event)");
    expect(() => addEvents(store, [bounce], "bounces" as EventKind)).toThrow("activations, executions");
  });
});
