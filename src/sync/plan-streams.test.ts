import { describe, expect, it } from "vitest";
import { eventKinds } from "../shared/event-kinds.ts";
import type { StoredStream } from "./event-store.ts";
import { planStreams, type StreamRequest } from "./plan-streams.ts";
import { storedStream } from "./testing/stored-stream.ts";

const baseUrl = "https://api.example";
const asked: StreamRequest = { notifications: [156], kinds: ["activations"], from: 5, baseUrl };
const plan = (known: StoredStream[], request: Partial<StreamRequest> = {}) =>
  planStreams(known, { ...asked, ...request }, "events.db");

describe("streams to add", () => {
  it("leave out those that the database keeps up to date", () => {
    expect(plan([storedStream({ baseUrl })], { from: undefined })).toEqual([]);
    expect(plan([storedStream({ baseUrl, state: "removed", from: 3 })])).toEqual([
      { kind: "activations", notificationId: 156, from: 3, baseUrl },
    ]);
  });

  it("are rejected without a beginning, and the message counts them", () => {
    expect(() => plan([], { from: undefined })).toThrow("activations of notification 156 is new;");
    expect(() => plan([], { from: undefined, kinds: eventKinds.slice(0, 2) })).toThrow(
      " and 1 more are new;",
    );
  });

  it("do not mind the server of a stream that is removed", () => {
    const removed = storedStream({ notificationId: 1, state: "removed", baseUrl: "https://other.example" });
    expect(plan([removed, storedStream({ baseUrl })], { notifications: [] })).toEqual([]);
  });

  it.each([
    [undefined, baseUrl],
    [baseUrl, undefined],
    ["no address", "no address"],
    [`${baseUrl.toUpperCase()}//`, baseUrl],
  ])("may be of the server %s for a client of %s", (stored, client) => {
    expect(plan([storedStream({ baseUrl: stored })], { baseUrl: client })).toEqual([]);
  });

  it.each([null, {}, undefined, "156"])("are not planned for %j in place of a list", (notifications) => {
    const bad = { notifications: notifications as unknown as readonly number[] };
    expect(() => plan([], bad)).toThrow(
      "`notifications` must be a list of ids, or a function that returns one.",
    );
  });

  it("are rejected for another server", () => {
    const elsewhere = storedStream({ baseUrl: "https://other.example" });
    expect(() => plan([elsewhere])).toThrow("comes from https://other.example, not from https://api.example");
  });
});
