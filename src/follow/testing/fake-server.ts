import type { FollowedEvent } from "../event-keys.ts";
import type { FollowClient, FollowQuery } from "../follow-events.ts";

/** An event that is listed from `listedAt` on; milliseconds. */
export interface FakeEvent {
  readonly event: FollowedEvent;
  readonly listedAt: number;
}

/** The fault of a query that does not list everything. */
export interface Mishap {
  readonly error: unknown;
  /** Events that are listed before it. */
  readonly after: number;
}

/** The event kinds of the fake client: those that the tests follow. */
export type FakeKind = "activations" | "executions";

/** A client over a list of events, which lists what its clock says is listed. */
export interface FakeServer {
  readonly client: FollowClient<FakeKind>;
  /** Windows that were asked for, as offsets from {@link epoch} in seconds. */
  readonly windows: [start: number, end: number][];
  /** Queries that are open. */
  readonly open: Set<object>;
  add(...planned: FakeEvent[]): void;
  /** Chosen for each query; none by default. */
  mishap: (window: { start: Date; end: Date }) => Mishap | undefined;
  /** Applied to what is about to be listed; ascending by default. */
  arrange: (events: FollowedEvent[]) => FollowedEvent[];
}

/** Where the time of the tests begins. */
export const epoch: number = Date.UTC(2026, 0, 1);

/** The n-th of the events that only tests have. */
export function event(n: number, timestamp: number): FollowedEvent & { id: string; timestamp: number } {
  const id = `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
  return { type: "activation", id, timestamp };
}

/** The id of the n-th event. */
export function id(n: number): string {
  return event(n, 0).id;
}

/** A time, in seconds after {@link epoch}. */
export function at(seconds: number): number {
  return epoch + seconds * 1000;
}

/** The n-th event, published so many seconds after {@link epoch}; listed from the start unless told otherwise. */
export function listedEvents(n: number, seconds: number, listedAt = 0): FakeEvent {
  return { event: event(n, at(seconds)), listedAt };
}

/** @param pieces Most events of one piece of a response. */
export function fakeServer(now: () => number, pieces = 7): FakeServer {
  const planned: FakeEvent[] = [];
  const server: FakeServer = {
    client: { activations: query, executions: query },
    windows: [],
    open: new Set(),
    add: (...more) => void planned.push(...more),
    mishap: () => undefined,
    arrange: (events) => events.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0)),
  };

  function query(_id: number, { start, end, signal }: Parameters<FollowQuery>[1]): ReturnType<FollowQuery> {
    async function* batches(): AsyncGenerator<FollowedEvent[]> {
      const self = {};
      server.open.add(self);
      try {
        signal?.throwIfAborted();
        server.windows.push([(start.getTime() - epoch) / 1000, (end.getTime() - epoch) / 1000]);
        const timeOf = ({ timestamp }: FollowedEvent) => timestamp ?? +start;
        const inside = (event: FollowedEvent) => timeOf(event) >= +start && timeOf(event) < +end;
        const listed = planned.filter(({ event, listedAt }) => listedAt <= now() && inside(event));
        const events = server.arrange(listed.map(({ event }) => event));
        const mishap = server.mishap({ start, end });
        const sound = events.slice(0, mishap?.after);
        for (let at = 0; at < sound.length; at += pieces) {
          yield sound.slice(at, at + pieces);
          signal?.throwIfAborted();
        }
        if (mishap) throw mishap.error;
      } finally {
        server.open.delete(self);
      }
    }
    return { batches };
  }
  return server;
}
