import { describe, expectTypeOf, test } from "vitest";
import { createNp6Client, type StandardSchema } from "../index.ts";
import { eventValidator } from "./index.ts";

const apiKey = "synthetic-key";

describe("the option `validator`", () => {
  test("takes any Standard Schema", () => {
    createNp6Client({ apiKey, validator: eventValidator });
    createNp6Client({ apiKey, validator: undefined });
    const narrow = {
      "~standard": {
        version: 1 as const,
        vendor: "other",
        validate: (_value: unknown, _options?: { readonly libraryOptions?: object }) => ({
          value: { id: "a" },
        }),
        types: undefined as { input: { id: string }; output: { id: string } } | undefined,
      },
    };
    createNp6Client({ apiKey, validator: narrow });
  });

  test("takes nothing else", () => {
    // @ts-expect-error a function is no schema
    createNp6Client({ apiKey, validator: (value: unknown) => value !== null });
    // @ts-expect-error of another version of the standard
    createNp6Client({ apiKey, validator: { "~standard": { ...eventValidator["~standard"], version: 2 } } });
  });
});

test("eventValidator tells what it makes of a value", () => {
  type Output<Schema> = Schema extends StandardSchema<unknown, infer Event> ? Event : never;
  type WireEvent = Output<typeof eventValidator>;
  expectTypeOf<WireEvent>().toHaveProperty("type");
  const narrow = (event: WireEvent) => {
    if (event.type === "activation" && event.source.type === "notification") {
      expectTypeOf(event.source.detail.activation.id).toEqualTypeOf<number>();
    }
    // @ts-expect-error not every event has a source
    event.source.detail;
  };
  expectTypeOf(narrow).toBeFunction();
});
