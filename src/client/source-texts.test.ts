import { describe, expect, it } from "vitest";
import { Np6StreamError } from "../errors.ts";
import { activation } from "../sandbox/testing/ask.ts";
import { begin, startServer } from "../transport/testing/server.ts";
import { createNp6Client } from "./client.ts";
import type { NotificationEvent } from "./events.ts";
import { withInternals } from "./query-internals.ts";
import { eventText, withSourceTexts } from "./source-texts.ts";

/** What `JSON.parse` changes, in an event that is known and in one that is not. */
const changed =
  '"orderId":9007199254740993,"ratio":1e400,"price":10.00,"dup":1,"dup":2,"half":"\\ud800\\u0000"';
const known = JSON.stringify(activation("one", 1_767_225_600_000)).replace("{", `{ ${changed}, `);
const unknown = `{"type":"unheard-of",\n${changed}}`;

async function clientOf(...chunks: string[]) {
  const server = await startServer(begin(chunks, (response) => response.end()));
  return createNp6Client({ apiKey: "k", baseUrl: server.url });
}

async function read(batches: AsyncIterable<NotificationEvent[]>): Promise<NotificationEvent[]> {
  const events: NotificationEvent[] = [];
  for await (const batch of batches) events.push(...batch);
  return events;
}

describe("the text of an event", () => {
  it("is what the server sent, whether the event is known or not", async () => {
    const np6 = withSourceTexts(await clientOf(` [${known} , ${unknown},7]`));
    const events = await np6.activations(156);
    expect(events.map(({ type }) => type)).toEqual(["activation", "unknown", "unknown"]);
    expect(events.map(eventText)).toEqual([known, unknown, "7"]);
  });

  it("is whole when the body comes in pieces", async () => {
    const body = `[${[known, unknown, known, unknown].join(",")}]`;
    const third = Math.ceil(body.length / 3);
    const np6 = withSourceTexts(
      await clientOf(body.slice(0, third), body.slice(third, 2 * third), body.slice(2 * third)),
    );
    expect((await read(np6.activations(156).batches())).map(eventText)).toEqual([
      known,
      unknown,
      known,
      unknown,
    ]);
  });

  it("is there for the events before a failure", async () => {
    const np6 = withSourceTexts(await clientOf(`[${known},${unknown},{"type":`));
    const events: NotificationEvent[] = [];
    const reading = (async () => {
      for await (const event of np6.activations(156)) events.push(event);
    })();
    await expect(reading).rejects.toBeInstanceOf(Np6StreamError);
    expect(events.map(eventText)).toEqual([known, unknown]);
  });

  it("changes neither the equality of an event nor how it is printed", async () => {
    const [withText] = await withSourceTexts(await clientOf(`[${known}]`)).activations(156);
    expect(JSON.stringify(withText)).toBe(JSON.stringify(JSON.parse(known)));
    expect(Object.keys(withText ?? {})).toEqual(Object.keys(JSON.parse(known)));
  });

  it("is the value as JSON when the client keeps no texts", async () => {
    const events = await (await clientOf(`[${known},${unknown}]`)).activations(156);
    expect(events.map(eventText)).toEqual([known, unknown].map((text) => JSON.stringify(JSON.parse(text))));
  });
});

it("a client may be given internals one after the other", async () => {
  const waits: AbortSignal[] = [];
  const budget = { wait: async (signal: AbortSignal) => void waits.push(signal), pause() {} };
  const np6 = withInternals(withSourceTexts(await clientOf(`[${known}]`)), { budget });
  expect((await np6.activations(156)).map(eventText)).toEqual([known]);
  expect(waits).toHaveLength(1);
});

it("a client that keeps texts behaves like the client it was made from", async () => {
  const np6 = await clientOf("[]");
  const same = withSourceTexts(np6);
  expect(same.baseUrl).toBe(np6.baseUrl);
  expect(() => same.activations(-1)).toThrow(/^id: /);
  // A symbol would pass a check for names of parameters.
  expect(() => same.activations(156, { nothing: 5 } as object)).toThrow(/`nothing` is no option/);
});
