import { expect, test } from "vitest";
import { eventsPath } from "../../src/shared/testing/event-request.ts";
import type { ClientView } from "../engine/exchange.ts";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { clientChecks } from "./client.ts";

const path = eventsPath("activations");
const sound: ClientView = {
  request: `GET ${path}?start=2026-01-01T00:00:00.000Z&sort=asc`,
  keySent: true,
  agrees: true,
};

function judge(id: string, client: ClientView | undefined) {
  const plan = {
    query: [
      ["start", "2026-01-01T00:00:00.000Z"],
      ["sort", "asc"],
    ] as const,
  };
  const context = fakeContext({ client: resultOf({ plan, client }) });
  return clientChecks.find((check) => check.id === id)?.judge(context, [context]);
}

test.each([
  sound.request,
  `GET ${path}?sort=asc&start=2026-01-01T00:00:00Z`,
  `GET ${path}?start=2026-01-01T00%3A00%3A00.000000Z&sort=asc`,
])("the check accepts %s as the planned request", (request) => {
  expect(judge("client-request", { ...sound, request })).toEqual([]);
});

test.each([
  `POST ${path}?start=2026-01-01T00:00:00.000Z&sort=asc`,
  `GET /notifications/157/events/activations?start=2026-01-01T00:00:00.000Z&sort=asc`,
  `GET ${path}`,
  `GET ${path}?start=2026-01-01T00:00:00.000Z&sort=asc&sort=asc`,
  `GET ${path}?start=2026-01-01T00:00:00.000Z&sort=asc&end=2026-01-02T00:00:00.000Z`,
  `GET ${path}?start=2026-01-01T00:00:00.000Z&start=2026-01-01T00:00:00.000Z`,
  `GET ${path}?start=2026-01-01T00:00:00.000Z&sort=ASC`,
  `GET ${path}?start=2026-01-01T00:00:00.001Z&sort=asc`,
  `GET ${path}?start=2026-01-01T01:00:00.000%2B01:00&sort=asc`,
  `GET ${path}?start=1767225600000&sort=asc`,
  "GET",
])("the check rejects %s as another request", (request) => {
  expect(judge("client-request", { ...sound, request })).toMatchObject([{ actual: "another request" }]);
});

test.each([{ ...sound, keySent: false }, undefined])(
  "the check reports a key that was not sent: %j",
  (client) => {
    expect(judge("client-request", client)).toMatchObject([
      { actual: "the key in another place, or not at all" },
    ]);
  },
);

test("the client must deliver the events of the body", () => {
  expect(judge("client-agrees", sound)).toEqual([]);
  for (const client of [{ ...sound, agrees: false }, undefined])
    expect(judge("client-agrees", client)).toMatchObject([{ actual: "others, or none" }]);
});
