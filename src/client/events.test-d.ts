import { describe, expectTypeOf, test } from "vitest";
import {
  type Activation,
  type Cancellation,
  createNp6Client,
  type EventKind,
  type EventOf,
  type EventQueryOptions,
  type Execution,
  type Instant,
  isEventOf,
  type NotificationEvent,
  type UnknownEvent,
} from "../index.ts";

const np6 = createNp6Client({ apiKey: "k" });

describe("event types", () => {
  test("narrow on their type", async () => {
    for await (const event of np6.activations(156)) {
      expectTypeOf(event).toEqualTypeOf<Activation | UnknownEvent>();
      if (event.type === "activation") {
        expectTypeOf(event.source.detail.activation.id).toEqualTypeOf<number>();
        expectTypeOf(event.timestamp).toEqualTypeOf<number>();
      } else {
        expectTypeOf(event.raw).toEqualTypeOf<unknown>();
        // @ts-expect-error an unknown event has no source to rely on
        event.source;
      }
      // @ts-expect-error before narrowing, an event may be unknown
      event.source.detail;
    }
  });

  test("narrow exhaustively", () => {
    const name = (event: Activation | Execution | Cancellation | UnknownEvent): string => {
      switch (event.type) {
        case "activation":
          return event.source.detail.activation.kind;
        case "execution":
          return event.source.type;
        case "cancellation":
          return event.source.detail.cancellation.type === "user defined policy" ? "policy" : "other";
        case "unknown":
          return "unknown";
      }
    };
    expectTypeOf(name).returns.toBeString();
  });

  test("keep the wire shape in nested open unions, which narrow on their tag", () => {
    const receiverOf = (event: Activation) => {
      const { receiver } = event.source.detail.activation;
      if (receiver.type === "contact" && receiver.value.type === "footprint") {
        expectTypeOf(receiver.value.unicity).toEqualTypeOf<string | undefined>();
      }
      // @ts-expect-error a receiver of another kind has no value to rely on
      return receiver.value.type;
    };
    expectTypeOf(receiverOf).toBeFunction();
  });

  test("are read-only and know their fields", () => {
    const change = (event: Activation) => {
      // @ts-expect-error events are read-only
      event.timestamp = 0;
      // @ts-expect-error no such field
      event.source.detail.activation.nope;
      // @ts-expect-error the stamp was never seen in a notification: it is optional
      event.source.detail.activation.stamp.id;
    };
    expectTypeOf(change).toBeFunction();
  });
});

describe("the contract's event kinds", () => {
  test("name their events", () => {
    expectTypeOf<EventOf<"activations">>().toEqualTypeOf<Activation | UnknownEvent>();
    expectTypeOf<EventOf<EventKind>>().toEqualTypeOf<NotificationEvent>();
    const typeOf = (line: unknown) =>
      isEventOf("executions", line) ? expectTypeOf(line).toEqualTypeOf<Execution>() : line;
    expectTypeOf(typeOf).toBeFunction();
  });

  test("name their query parameters", () => {
    expectTypeOf<EventQueryOptions<"executions">["start"]>().toEqualTypeOf<Instant | undefined>();
    expectTypeOf<"asc" | "desc" | undefined>().toExtend<EventQueryOptions["sort"]>();
  });
});

describe("the client's interface", () => {
  test("takes the documented query and nothing else", () => {
    const calls = () => {
      np6.activations(156, { start: new Date(), end: "2026-11-01T00:00:00Z", sort: "asc" });
      np6.executions(156, { start: { epochMilliseconds: 1 }, signal: AbortSignal.timeout(1) });
      // @ts-expect-error an order that does not exist
      np6.activations(156, { sort: "newest" });
      // @ts-expect-error no such parameter
      np6.activations(156, { noSuchParameter: 10 });
      // @ts-expect-error ids of notifications are numbers
      np6.activations("000PE4");
      // @ts-expect-error the key is required
      createNp6Client({});
    };
    expectTypeOf(calls).toBeFunction();
  });

  test("gives arrays, streams and both with their response", async () => {
    expectTypeOf(await np6.executions(1)).toEqualTypeOf<(Execution | UnknownEvent)[]>();
    const whole = await np6.cancellations(1).withResponse();
    expectTypeOf(whole.data).toEqualTypeOf<(Cancellation | UnknownEvent)[]>();
    expectTypeOf(whole.response).toEqualTypeOf<Response>();
    expectTypeOf(whole.requestId).toEqualTypeOf<string | undefined>();
    const { data } = await np6.cancellations(1).withResponse({ as: "stream" });
    for await (const batch of data.batches())
      expectTypeOf(batch).toEqualTypeOf<(Cancellation | UnknownEvent)[]>();
  });
});
