import { describe, expect, it } from "vitest";
import { Np6ConfigError } from "../errors.ts";
import { type Checkpoint, memoryCheckpoint } from "./checkpoint.ts";
import { epoch, listedEvents } from "./testing/fake-server.ts";
import { caught, setUp } from "./testing/set-up.ts";

describe("a new checkpoint", () => {
  it("is saved before the first request, with what `onOpen` attaches", async () => {
    const { server, round, checkpoint } = setUp(1_030);
    const seen: unknown[] = [];
    server.mishap = () => ({ error: new Error("the first request"), after: 0 });
    const onOpen = async (attachment: unknown) => {
      seen.push(attachment, await checkpoint.load());
      return { bytes: 0 };
    };
    await caught(round({ onOpen }));
    expect(seen).toEqual([undefined, undefined]);
    const { state = "" } = (await checkpoint.load()) ?? {};
    expect(JSON.parse(state)).toEqual({
      format: 1,
      kind: "activations",
      id: 156,
      cursor: epoch,
      settled: epoch,
      attachment: { bytes: 0 },
      seen: {},
    });
  });

  it("needs `from`", async () => {
    const { round, checkpoint } = setUp(1_030);
    const { load, save } = checkpoint;
    const error = await caught(round({ from: undefined, checkpoint: { load, save } }));
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(String(error)).toContain("checkpoint: nothing was saved yet; say where to begin, with `from`.");
    expect(await checkpoint.load()).toBeUndefined();
  });

  it("is not saved if `onOpen` throws, and is closed", async () => {
    const { round } = setUp(1_030);
    let closed = 0;
    const checkpoint = { ...memoryCheckpoint(), close: async () => void closed++ };
    const error = new Error("the output is not empty");
    const onOpen = () => {
      throw error;
    };
    expect(await caught(round({ checkpoint, onOpen }))).toBe(error);
    expect([await checkpoint.load(), closed]).toEqual([undefined, 1]);
  });
});

describe("an attachment", () => {
  it("of the last commit is given to `onOpen`, and kept by commits without one and by rounds without events", async () => {
    const { server, follow, round, jump } = setUp(1_030);
    server.add(listedEvents(1, 1));
    for await (const batch of follow({ once: true })) await batch.commit({ bytes: 500 });
    server.add(listedEvents(2, 2));
    await round();
    jump(600);
    await round();
    const seen: unknown[] = [];
    await round({ from: undefined, onOpen: (attachment) => void seen.push(attachment) });
    expect(seen).toEqual([{ bytes: 500 }]);
  });

  it("is saved when `onOpen` returns it, also in a checkpoint that exists", async () => {
    const { round, checkpoint } = setUp(1_030);
    await round();
    await round({ onOpen: () => ({ bytes: 7 }) });
    expect(JSON.parse((await checkpoint.load())?.state ?? "").attachment).toEqual({ bytes: 7 });
  });
});

describe("a checkpoint is rejected and left as it is", () => {
  const good = async () => {
    const { server, round, checkpoint } = setUp(1_030);
    server.add(listedEvents(1, 999));
    await round();
    return JSON.parse((await checkpoint.load())?.state ?? "");
  };
  const holding = (state: string): Checkpoint => ({
    name: "checkpoint some/file",
    load: async () => ({ state, version: "1" }),
    save: () => Promise.reject(new Error("it was saved")),
  });

  it.each<[string, string, (state: Record<string, unknown>) => unknown]>([
    ["of another kind", "other-stream", (state) => ({ ...state, kind: "executions" })],
    ["of another notification", "other-stream", (state) => ({ ...state, id: 157 })],
    ["of another server", "other-stream", (state) => ({ ...state, baseUrl: "https://other.example" })],
    ["of a later version", "newer-format", () => ({ format: 2, whatever: true })],
    ["of no version", "damaged", ({ format, ...state }) => state],
    ["of a version that is a text", "damaged", (state) => ({ ...state, format: "2" })],
    ["with keys that are no text", "damaged", (state) => ({ ...state, seen: { 1: 5 } })],
    ["with a second that begins with a word", "damaged", (state) => ({ ...state, seen: { s1: "" } })],
    ["with a second that ends with a word", "damaged", (state) => ({ ...state, seen: { "1s": "" } })],
    ["without a cursor", "damaged", ({ cursor, ...state }) => state],
    ["with a time that is none", "damaged", (state) => ({ ...state, settled: "yesterday" })],
    ["that is settled ahead of its cursor", "damaged", (state) => ({ ...state, settled: epoch * 2 })],
    ["without the events seen", "damaged", (state) => ({ ...state, seen: null })],
    ["with half a key", "damaged", (state) => ({ ...state, seen: { 1: "abc" } })],
    ["with a key of no second", "damaged", (state) => ({ ...state, seen: { soon: "a".repeat(22) } })],
    ["that is a list", "damaged", () => []],
    ["that is null", "damaged", () => null],
  ])("%s", async (_what, kind, change) => {
    const { round, server } = setUp(1_030);
    const checkpoint = holding(JSON.stringify(change(await good())));
    Object.assign(server.client, { baseUrl: "https://api.example" });
    const error = await caught(round({ checkpoint }));
    expect(error).toMatchObject({ name: "Np6FollowError", code: "NP6_FOLLOW", kind });
    expect(String(error)).toContain("checkpoint some/file");
  });

  it.each<[(state: Record<string, unknown>) => unknown, string]>([
    [
      (state) => ({ ...state, kind: "executions" }),
      "it follows executions of notification 156, not activations of 156.",
    ],
    [
      (state) => ({ ...state, baseUrl: "https://other.example" }),
      "it follows activations of notification 156 at https://other.example, not activations of 156.",
    ],
    [() => ({ format: 2 }), "a newer version of this package wrote it"],
    [() => null, "restore it, or move it away"],
  ])("with a message that tells why", async (change, words) => {
    const { round, server } = setUp(1_030);
    const checkpoint = holding(JSON.stringify(change(await good())));
    Object.assign(server.client, { baseUrl: "https://api.example" });
    expect(String(await caught(round({ checkpoint })))).toContain(words);
  });

  it("that is cut off or empty", async () => {
    const { round } = setUp(1_030);
    for (const state of ["", JSON.stringify(await good()).slice(0, 40)]) {
      expect(await caught(round({ checkpoint: holding(state) }))).toMatchObject({ kind: "damaged" });
    }
  });

  it("unless one of the two does not name its server", async () => {
    const { round, server, checkpoint } = setUp(1_030);
    await round();
    Object.assign(server.client, { baseUrl: "https://api.example" });
    expect(await round()).toEqual([]);
    expect((await checkpoint.load())?.state).not.toContain("api.example");
  });
});
