import { expectTypeOf, it } from "vitest";
import { type Cancellation, createNp6Client, type UnknownEvent } from "../index.ts";
import { type FollowBatch, type FollowClient, followEvents, memoryCheckpoint } from "./index.ts";

const np6 = createNp6Client({ apiKey: "k" });
const checkpoint = memoryCheckpoint();

it("takes the client as it is, and delivers the events of the kind", () => {
  const batches = followEvents(np6, { kind: "cancellations", id: 1, from: new Date(), checkpoint });
  expectTypeOf(batches).toEqualTypeOf<AsyncIterable<FollowBatch<Cancellation | UnknownEvent>>>();
});

it("takes any object that lists events with an id and a timestamp", () => {
  const list = () => ({ batches: async function* () {} as () => AsyncIterable<{ type: "x"; id: string }[]> });
  const client = { activations: list, executions: list, cancellations: list };
  const batches = followEvents(client, { kind: "activations", id: 1, checkpoint });
  expectTypeOf(batches).toEqualTypeOf<AsyncIterable<FollowBatch<{ type: "x"; id: string }>>>();
});

it("takes a client of some kinds, and follows those alone", () => {
  const client: FollowClient<"activations"> = np6;
  followEvents(client, { kind: "activations", id: 1, checkpoint });
  // @ts-expect-error it lists no executions
  followEvents(client, { kind: "executions", id: 1, checkpoint });
});

it("rejects a kind that is none, and a client that can't list", () => {
  // @ts-expect-error a kind is plural
  followEvents(np6, { kind: "cancellation", id: 1, checkpoint });
  // @ts-expect-error the raw client has no queries
  followEvents(np6.raw, { kind: "cancellations", id: 1, checkpoint });
  // @ts-expect-error without a checkpoint nothing can be acknowledged
  followEvents(np6, { kind: "cancellations", id: 1 });
});
