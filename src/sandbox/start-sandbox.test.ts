import { once } from "node:events";
import { get } from "node:http";
import { describe, expect, test } from "vitest";
import { endpoints } from "../../generated/contract.js";
import { eventKinds } from "../shared/event-kinds.ts";
import { eventsPath, keyHeaders } from "../shared/testing/event-request.ts";
import { standardStages } from "./stages.ts";
import { startSandbox, startSandboxWith } from "./start-sandbox.ts";
import { activation, askSandbox, from, idsOf, storedEventsAt, to } from "./testing/ask.ts";

const instant = Date.UTC(2026, 0, 2, 12);
const three = [activation("a", instant - 1), activation("b", instant), activation("c", instant + 1)];

describe("a window", () => {
  test.each([
    ["start=2026-01-02T12:00:00Z", ["b", "c"]],
    ["end=2026-01-02T12:00:00Z", ["a"]],
    ["start=2026-01-02T13:00:00%2B01:00", ["b", "c"]],
    [`start=${instant}`, ["b", "c"]],
    [`end=${instant}`, ["a"]],
    ["start=2026-01-02T12:00:00.001Z", ["c"]],
    ["start=2026-01-02T12:00:00.0005Z", ["c"]],
    ["end=2026-01-02T12:00:00.0005Z", ["a", "b"]],
    ["start=2026-01-02T12:00:00", ["b", "c"]],
    ["start=2026-01-02T12:00:00Z&end=2026-01-02T12:00:00Z", []],
    ["start=2026-01-03T12:00:00Z&end=2026-01-02T12:00:00Z", []],
    ["unheard-of=1", ["a", "b", "c"]],
  ])("of %s holds %j", async (search, expected) => {
    await using sandbox = await startSandbox({ events: three });
    expect(idsOf(await storedEventsAt(sandbox, `activations?sort=asc&${search}`))).toEqual(expected);
    const descending = idsOf(await storedEventsAt(sandbox, `activations?sort=desc&${search}`));
    expect(descending).toEqual(expected.toReversed());
  });
});

describe("generated events", () => {
  test("are the same at every start with the same seed, and others with another", async () => {
    const texts = async (seed: number): Promise<string[]> => {
      await using sandbox = await startSandbox({ events: 50, seed, from, to });
      const paths = eventKinds.map((kind) => eventsPath(kind));
      return await Promise.all(paths.map(async (path) => (await askSandbox(sandbox, path)).text()));
    };
    const first = await texts(1);
    expect(await texts(1)).toEqual(first);
    expect(await texts(2)).not.toEqual(first);
  });

  test("have the type of their endpoint and the id of their notification; the next one has others", async () => {
    await using sandbox = await startSandbox({ events: 20, from, to });
    for (const kind of eventKinds) {
      const own = await storedEventsAt(sandbox, kind);
      expect(own).toHaveLength(20);
      expect(new Set(own.map(({ type }) => type))).toEqual(new Set([endpoints[kind].eventType]));
      const text = await (await askSandbox(sandbox, eventsPath(kind, 157))).text();
      expect(text).toContain('"id":157,');
      expect(text).not.toContain('"id":156,');
      for (const id of idsOf(own)) expect(text).not.toContain(id);
    }
  });

  test.each([2, 30])("come in another order at each request, unless sorted: %i", async (count) => {
    await using sandbox = await startSandbox({ events: count });
    const first = idsOf(await storedEventsAt(sandbox, "activations"));
    const sorted = idsOf(await storedEventsAt(sandbox, "activations?sort=asc"));
    const second = idsOf(await storedEventsAt(sandbox, "activations"));
    expect(second).not.toEqual(first);
    expect(second.toSorted()).toEqual(first.toSorted());
    expect(sorted.toSorted()).toEqual(first.toSorted());
    expect(idsOf(await storedEventsAt(sandbox, "activations?sort=asc"))).toEqual(sorted);
  });

  test("stream by the ten thousand in pieces that are never in memory together", async () => {
    await using sandbox = await startSandbox({ events: 20_000 });
    const response = await askSandbox(sandbox, `${eventsPath("executions")}?sort=asc`);
    expect(response.headers.get("transfer-encoding")).toBe("chunked");
    const events = (await response.json()) as { timestamp: number }[];
    expect(events).toHaveLength(20_000);
    expect(
      events.every((event, index) => index === 0 || event.timestamp >= (events[index - 1]?.timestamp ?? 0)),
    ).toBe(true);
  });
});

describe("append", () => {
  test("shows events to the requests after it, late ones in their place", async () => {
    await using sandbox = await startSandbox({ events: three });
    expect(await storedEventsAt(sandbox, "activations")).toHaveLength(3);
    sandbox.append("activations", activation("new", instant + 5), activation("late", instant - 5));
    sandbox.append("activations", activation("tie", instant));
    const ids = idsOf(await storedEventsAt(sandbox, "activations?sort=asc"));
    expect(ids).toEqual(["late", "a", "b", "tie", "c", "new"]);
    expect(await storedEventsAt(sandbox, "executions")).toEqual([]);
  });

  test("adds to generated events", async () => {
    await using sandbox = await startSandbox({ events: 20, from, to });
    const generated = idsOf(await storedEventsAt(sandbox, "activations?sort=asc"));
    sandbox.append("activations", activation("first", from - 1), activation("last", to));
    expect(idsOf(await storedEventsAt(sandbox, "activations?sort=asc"))).toEqual([
      "first",
      ...generated,
      "last",
    ]);
  });

  test("keeps the event as it was, even if the object changes later", async () => {
    await using sandbox = await startSandbox({ events: 0 });
    const event = { type: "activation", timestamp: instant, nested: { text: "é" } };
    sandbox.append("activations", event);
    event.nested.text = "changed";
    expect(await storedEventsAt(sandbox, "activations")).toEqual([{ ...event, nested: { text: "é" } }]);
  });
});

test("a client that goes away stops the production of its response", async () => {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  await using sandbox = await startSandboxWith(
    {},
    {
      ...standardStages,
      *select() {
        try {
          while (true) yield '"an endless response"';
        } finally {
          stop();
        }
      },
    },
  );
  const headers = keyHeaders(sandbox.key);
  const request = get(`${sandbox.url}${eventsPath("activations")}`, { headers });
  request.on("error", () => undefined);
  const [response] = await once(request, "response");
  await once(response, "data");
  request.destroy();
  await stopped;
});

test("close ends responses under way, and may be called again", async () => {
  const sandbox = await startSandbox({ events: 100_000 });
  const response = await askSandbox(sandbox, eventsPath("activations"));
  await Promise.all([sandbox.close(), sandbox.close()]);
  await sandbox.close();
  await expect(response.text()).rejects.toThrow();
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

test("a port in use is rejected in one line", async () => {
  await using sandbox = await startSandbox({ events: 0 });
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ port })).rejects.toThrow(
    `The sandbox cannot listen on port ${port} of 127.0.0.1: it is in use; choose another, or 0 for any free one.`,
  );
});

test("the named notifications have events of their own, and no other one exists", async () => {
  await using sandbox = await startSandbox({ notifications: [7, 900], events: 2 });
  const listed = async (id: number): Promise<string> =>
    (await askSandbox(sandbox, `${eventsPath("activations", id)}?sort=asc`)).text();
  expect(await listed(7)).toContain('"id":7,');
  expect(await listed(900)).toContain('"id":900,');
  expect((await askSandbox(sandbox, eventsPath("activations", 8))).status).toBe(404);
  sandbox.append("activations", { type: "activation", id: "own", timestamp: Date.now() });
  expect(await listed(7)).toContain('"id":"own"');
  expect(await listed(900)).not.toContain('"id":"own"');
});

test("the sandbox listens on the given host, and its url leads there", async () => {
  await using everywhere = await startSandbox({ host: "0.0.0.0", events: 1 });
  expect(everywhere.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await storedEventsAt(everywhere, "activations")).toHaveLength(1);
  await using named = await startSandbox({ host: "localhost", events: 1 });
  expect(named.url).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
  expect(await storedEventsAt(named, "activations")).toHaveLength(1);
  await expect(startSandbox({ host: "192.0.2.1" })).rejects.toThrow(
    "of 192.0.2.1: this machine has no such address",
  );
});

test("bad options are rejected before it listens", async () => {
  await expect(startSandbox({ events: -1 })).rejects.toThrow('Sandbox option "events"');
});
