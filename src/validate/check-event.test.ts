import { describe, expect, it, test } from "vitest";
import contract from "../../generated/openapi.json" with { type: "json" };
import { createNp6Client } from "../client/client.ts";
import { Np6ConfigError, Np6ValidationError } from "../errors.ts";
import { eventsPath } from "../shared/testing/event-request.ts";
import { respond, startServer } from "../transport/testing/server.ts";
import type { SchemaIssue, StandardSchema } from "./check-event.ts";
import { eventValidator } from "./event-validator.ts";

const { examples } = contract.components;
const [activation] = examples.activations.value;
const secret = "someone@example.com";

/** A library that judges as it is told. */
function schemaOf(validate: (value: unknown) => unknown): StandardSchema {
  return { "~standard": { version: 1, vendor: "other", validate } } as StandardSchema;
}

async function clientOf(body: unknown, validator: StandardSchema) {
  const { url } = await startServer(respond(200, { "x-request-id": "r-1" }, JSON.stringify(body)));
  return createNp6Client({ apiKey: "synthetic-key", baseUrl: url, validator });
}

async function rejectionOf(body: unknown, validator: StandardSchema): Promise<unknown> {
  const np6 = await clientOf(body, validator);
  return np6.activations(156).then(
    () => "no error",
    (error: unknown) => error,
  );
}

describe("a client with the contract's validator", () => {
  it("delivers valid events, and unknown kinds as unknown", async () => {
    const events = examples["activations-of-unknown-kinds"].value;
    const np6 = await clientOf(events, eventValidator);
    const plain = await clientOf(
      events,
      schemaOf((value) => ({ value })),
    );
    expect(await np6.activations(156)).toEqual(await plain.activations(156));
    const reply = { type: "reply", text: secret };
    expect(await (await clientOf([reply], eventValidator)).activations(156)).toEqual([
      { type: "unknown", raw: reply },
    ]);
  });

  it("names request, event, place and rule of an invalid event, and quotes no value", async () => {
    const detail = { activation: { ...activation?.source.detail.activation, id: secret, kind: undefined } };
    const broken = { ...activation, source: { type: "notification", detail } };
    const error = await rejectionOf([activation, broken], eventValidator);
    expect(error).toBeInstanceOf(Np6ValidationError);
    expect(error).toMatchObject({
      message:
        `GET ${eventsPath("activations")}: ` +
        `event 1 (id ${activation?.id}) is not valid: /source/detail/activation/kind is missing (required), and 1 more (request id r-1)`,
      index: 1,
      eventId: activation?.id,
      issues: [
        { pointer: "/source/detail/activation/kind", rule: "required", message: "is missing" },
        { pointer: "/source/detail/activation/id", rule: "type", message: "must be integer" },
      ],
    });
  });

  it("delivers the events before the one that is rejected", async () => {
    const np6 = await clientOf([activation, activation, { type: "activation" }, activation], eventValidator);
    for (const read of [np6.activations(156), np6.activations(156).batches()]) {
      const seen: unknown[] = [];
      const reading = async () => {
        for await (const part of read) seen.push(...[part].flat());
      };
      await expect(reading()).rejects.toMatchObject({ code: "NP6_VALIDATION", index: 2 });
      expect(seen).toEqual([activation, activation]);
    }
  });

  it("shows no id that is not a uuid, because it may be personal data", async () => {
    const error = await rejectionOf([{ ...activation, id: secret }], eventValidator);
    expect(error).toMatchObject({ eventId: undefined, issues: [{ pointer: "/id", rule: "format" }] });
    expect(String(error)).not.toContain(secret);
  });

  it("names the event itself if the pointer is empty", async () => {
    expect(String(await rejectionOf([42], eventValidator))).toContain(
      "event 0 is not valid: the event must be object",
    );
  });
});

describe("a validator of another library", () => {
  const issues: SchemaIssue[] = [
    { message: `got "${secret}"`, path: ["source", { key: "a/b~c" }, 0] },
    { message: secret },
  ];

  it("is called for each event, known or not, and its output is not used", async () => {
    const asked: unknown[] = [];
    const validator = schemaOf((value) => {
      asked.push(value);
      return { value: "something else" };
    });
    const np6 = await clientOf([activation, 42], validator);
    expect(await np6.activations(156)).toEqual([activation, { type: "unknown", raw: 42 }]);
    expect(asked).toEqual([activation, 42]);
  });

  it("names the place of an invalid event, but its message, which may quote the value, is not shown", async () => {
    const error = await rejectionOf(
      [activation],
      schemaOf(() => ({ issues })),
    );
    const words = { rule: "other", message: "is rejected by the validator" };
    expect(error).toMatchObject({
      issues: [
        { pointer: "/source/a~1b~0c/0", ...words },
        { pointer: "", ...words },
      ],
    });
    expect(JSON.stringify([error, String(error), Object(error).stack])).not.toContain(secret);
  });

  it("ends the response with its own error if it throws", async () => {
    const broken = new RangeError("broken validator");
    const validator = schemaOf(() => {
      throw broken;
    });
    expect(await rejectionOf([activation], validator)).toBe(broken);
  });

  it.each([
    ["resolves", async () => ({ issues: [] })],
    ["rejects", () => Promise.reject(new Error("nobody hears this"))],
  ])("is rejected at the first event if it is asynchronous and %s", async (_how, validate) => {
    const error = await rejectionOf([activation], schemaOf(validate));
    expect(error).toBeInstanceOf(Np6ConfigError);
    expect(String(error)).toContain("must be synchronous");
  });
});

test.each([null, {}, () => true, { "~standard": {} }])("%o is rejected as a validator", (value) => {
  const validator = value as unknown as StandardSchema;
  expect(() => createNp6Client({ apiKey: "synthetic-key", validator })).toThrow(
    /`validator` must be a Standard Schema/,
  );
});
