import { type ReadEvents, readWithClient } from "../../../contract-tests/engine/client-exchange.ts";
import { securityPointer } from "../../../contract-tests/engine/contract.ts";
import { keyHeader, keySent } from "../../../src/shared/testing/event-request.ts";
import { every } from "../parts/events.ts";
import { pathPointer } from "../parts/pointers.ts";
import type { TopicFault } from "../variant.ts";

const operation = `${pathPointer}/get`;
const response = `${operation}/responses/200`;

type Read = Parameters<ReadEvents>;
type Events = ReturnType<ReadEvents>;
type Event = Events extends AsyncIterable<infer E> ? E : never;

/** Our client, which makes something else of the events. */
function events(change: (all: Event[]) => readonly Event[]): ReadEvents {
  return async function* (...read) {
    const all: Event[] = [];
    for await (const event of readWithClient(...read)) all.push(event);
    yield* change(all);
  };
}

/** Our client, which asks for something else. */
function query(change: (query: Read[3]) => Read[3]): ReadEvents {
  return (options, kind, id, asked) => readWithClient(options, kind, id, change(asked));
}

/** Our client, which sends something else than it meant to. */
function request(change: (url: URL, headers: Headers) => void): ReadEvents {
  return (options, ...read) => {
    const send: NonNullable<Read[0]["fetch"]> = (input, init) => {
      const url = new URL(input);
      const headers = new Headers(init.headers);
      change(url, headers);
      return (options.fetch ?? fetch)(url.href, { ...init, headers: Object.fromEntries(headers) });
    };
    return readWithClient({ ...options, fetch: send }, ...read);
  };
}

/** Behind the suite's eyes stands our client, too: here the server is sound, and the client errs. */
export const clientFaults: readonly TopicFault[] = [
  {
    id: "client-loses-last",
    title: "is read by a client that loses the last event",
    breaks: response,
    condition: { sender: "client" },
    client: events((all) => all.slice(0, -1)),
  },
  {
    id: "client-loses-one",
    title: "is read by a client that loses one event of hundreds",
    breaks: response,
    condition: { sender: "client" },
    client: events((all) => all.filter((_event, i) => i !== 137 % all.length)),
  },
  {
    id: "client-repeats-one",
    title: "is read by a client that delivers one event of hundreds twice",
    breaks: response,
    condition: { sender: "client" },
    client: events((all) => all.flatMap((event, i) => (i === 37 ? [event, event] : [event]))),
  },
  {
    id: "client-turns-order",
    title: "is read by a client that delivers the last event first",
    breaks: "#/components/parameters/sort",
    condition: { sender: "client" },
    client: events((all) => all.toReversed()),
  },
  {
    id: "client-skips-unknown",
    title: "is read by a client that skips events of a kind that it does not know",
    breaks: response,
    condition: { sender: "client" },
    stages: () =>
      every(({ source }) => {
        source["type"] = "workflow";
      }),
    client: events((all) => all.filter(({ type }) => type !== "unknown")),
  },
  {
    id: "client-rounds-times",
    title: "is read by a client that cuts timestamps down to seconds",
    breaks: "#/components/schemas/ActivationEvent/properties/timestamp",
    condition: { sender: "client" },
    client: events((all) =>
      all.map((event) => {
        if (event.type === "unknown" || typeof event.timestamp !== "number") return event;
        return { ...event, timestamp: Math.floor(event.timestamp / 1000) * 1000 };
      }),
    ),
  },
  {
    id: "client-key-in-query",
    title: "is read by a client that repeats the key in the query",
    breaks: securityPointer,
    condition: { sender: "client" },
    client: request((url, headers) =>
      url.searchParams.set("key", keySent(Object.fromEntries(headers)) ?? ""),
    ),
  },
  {
    id: "client-key-as-bearer",
    title: "is read by a client that sends the key in another header",
    breaks: securityPointer,
    condition: { sender: "client" },
    client: request((_url, headers) => {
      const key = keySent(Object.fromEntries(headers));
      headers.delete(keyHeader);
      headers.set(keyHeader === "authorization" ? "X-Key" : "Authorization", `Bearer ${key}`);
    }),
  },
  {
    id: "client-drops-order",
    title: "is read by a client that does not send the order",
    breaks: "#/components/parameters/sort",
    condition: { sender: "client" },
    client: query(({ sort: _, ...asked }) => asked),
  },
  {
    id: "client-drops-start",
    title: "is read by a client that does not send start",
    breaks: "#/components/parameters/start",
    condition: { sender: "client" },
    client: query(({ start: _, ...asked }) => asked),
  },
  {
    id: "client-turns-bounds",
    title: "is read by a client that sends start as end and end as start",
    breaks: "#/components/parameters/start",
    condition: { sender: "client" },
    client: request((url) => {
      const { start, end } = Object.fromEntries(url.searchParams);
      url.searchParams.set("start", end ?? "");
      url.searchParams.set("end", start ?? "");
    }),
  },
  {
    id: "client-local-time",
    title: "is read by a client that sends local time as UTC",
    breaks: "#/components/parameters/end",
    condition: { sender: "client" },
    client: query((asked) => ({ ...asked, end: new Date(Date.parse(String(asked.end)) + 3_600_000) })),
  },
  {
    id: "client-asks-elsewhere",
    title: "is read by a client that asks for executions, whatever it should ask for",
    breaks: operation,
    condition: { sender: "client" },
    client: (options, _kind, id, asked) => readWithClient(options, "executions", id, asked),
  },
];
