import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../proofs/kit/temporary-folder.ts";
import { Np6ConfigError } from "../errors.ts";
import { createNp6Client } from "../index.ts";
import { startSandbox } from "../sandbox/index.ts";
import { activation } from "../sandbox/testing/ask.ts";
import { manualPlatform } from "../transport/testing/manual-platform.ts";
import { memoryCheckpoint } from "./checkpoint.ts";
import { type FollowOptions, followEvents, followEventsWith, systemFollowPlatform } from "./follow-events.ts";
import { type FollowBatch, fileCheckpoint } from "./index.ts";

import { type FakeKind, fakeServer } from "./testing/fake-server.ts";

const from = Date.UTC(2026, 0, 1);
const to = from + 86_400_000;

/** A sandbox with a day of events, a checkpoint in a file, and a clock that stands half a minute after the day. */
async function setUp(events: number) {
  const { path: folder, remove } = temporaryFolder("follow");
  onTestFinished(remove);
  const sandbox = await startSandbox({ events, from, to });
  onTestFinished(() => sandbox.close());
  const np6 = createNp6Client({ apiKey: sandbox.key, baseUrl: sandbox.url });
  let now = to + 30_000;
  const { after } = manualPlatform();
  const platform = { ...systemFollowPlatform, after, now: () => now, windowEvents: 500, batchEvents: 90 };
  const checkpoint = fileCheckpoint(join(folder, "checkpoint"));
  const options = { kind: "activations", id: 156, from, checkpoint, once: true } as const;
  return {
    sandbox,
    all: await np6.activations(156, { sort: "asc" }),
    follow: () => followEventsWith(np6, options, platform),
    jump: (ms: number) => {
      now += ms;
    },
  };
}

/** Ids of a round's events, each batch committed. */
async function round(batches: AsyncIterable<FollowBatch<{ readonly id?: string }>>): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { events, commit } of batches) {
    await commit();
    ids.push(...events.map(({ id }) => id));
  }
  return ids;
}

it("every event is delivered once, in order, then only new events, late ones too", async () => {
  const { sandbox, all, follow, jump } = await setUp(5_000);
  const ids = all.map(({ id }) => id);
  expect(ids).toHaveLength(5_000);
  expect(await round(follow())).toEqual(ids);
  const tied = to - 60_000;
  sandbox.append(
    "activations",
    activation("late-1", tied),
    activation("late-2", tied),
    activation("new", to),
  );
  jump(60_000);
  expect(await round(follow())).toEqual(["late-1", "late-2", "new"]);
  sandbox.append("activations", activation("late-3", tied), activation("too-late", to - 330_001));
  expect(await round(follow())).toEqual(["late-3"]);
  expect(await round(follow())).toEqual([]);
});

it("events of unknown kinds are delivered too, with and without an id", async () => {
  const { sandbox, follow } = await setUp(0);
  sandbox.append("activations", { timestamp: to - 1, id: "odd" }, { timestamp: to - 1, what: 1 });
  sandbox.append("activations", { timestamp: to - 1, what: 2 });
  expect(await round(follow())).toEqual(["odd", undefined, undefined]);
  expect(await round(follow())).toEqual([]);
});

it("a second iteration throws, because it would look like a notification without events", async () => {
  const { follow } = await setUp(0);
  const batches = follow();
  await round(batches);
  await expect(round(batches)).rejects.toThrow(/iterated before; call `followEvents` again/);
});

it("leaving the loop frees the connection and the file", async () => {
  const { follow } = await setUp(5_000);
  for (let n = 0; n < 3; n++) {
    for await (const { events } of follow()) {
      expect(events).toHaveLength(90);
      break;
    }
  }
});

describe("an invalid option throws at the call", () => {
  it.each<[what: string, name: string, options: object]>([
    ["an unknown kind", "kind", { kind: "activation" }],
    ["an id that is none", "id", { id: 1.5 }],
    ["a start without a zone", "from", { from: "2026-01-01T00:00:00" }],
    ["a start in the future", "from", { from: new Date(Date.now() + 60_000) }],
    ["a negative lag", "lag", { lag: -1 }],
    ["an overlap that is no number", "overlap", { overlap: "5m" }],
    ["an endless rest", "every", { every: Number.POSITIVE_INFINITY }],
    ["a path in place of a checkpoint", "checkpoint", { checkpoint: "file" }],
    ["no checkpoint", "checkpoint", { checkpoint: undefined }],
    ["an unknown kind, beside the known ones", "kind` must be one of activations, executions", { kind: "?" }],
    ["a name that there is not", "intervall", { intervall: 5 }],
    ["a number for once", "once", { once: 1 }],
    ["a number for a signal", "signal", { signal: 5 }],
    ["text for onOpen", "onOpen", { onOpen: "x" }],
  ])("%s, and is named", (_what, name, options) => {
    const { client } = fakeServer(Date.now);
    const base: FollowOptions<FakeKind> = {
      kind: "activations",
      id: 1,
      from,
      checkpoint: memoryCheckpoint(),
    };
    const call = () => followEvents(client, { ...base, ...options });
    expect(call).toThrow(Np6ConfigError);
    expect(call).toThrow(new RegExp(`^.{0,14}\\b${name}\\b`));
  });

  it("unless it is a start that is this very moment", () => {
    const { client } = fakeServer(Date.now);
    const platform = { ...systemFollowPlatform, now: () => from };
    const options = { kind: "activations", id: 1, from, checkpoint: memoryCheckpoint() } as const;
    expect(() => followEventsWith(client, options, platform)).not.toThrow();
  });

  it("a misspelt name, with the name that was meant", () => {
    const slip = { kind: "activations", id: 1, checkpoint: memoryCheckpoint(), ovrlap: 5 } as const;
    const { client } = fakeServer(Date.now);
    expect(() => followEvents(client, slip)).toThrow(/Did you mean `overlap`\?$/);
    const none = undefined as unknown as FollowOptions<FakeKind>;
    expect(() => followEvents(client, none)).toThrow(Np6ConfigError);
  });
});
