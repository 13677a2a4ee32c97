import { expect, test } from "vitest";
import { eventsAt, fakeContext, resultOf } from "../testing/fake-context.ts";
import { emptyValueChecks, emptyValueProbes } from "./empty-values.ts";

const events = eventsAt(2_000_000, 3_000_000, 8_000_000);
const ascending = resultOf({ json: events });
const context = fakeContext({ ascending });

function judge(name: string, response: Parameters<typeof resultOf>[0]) {
  const id = `${name}-empty`;
  const one = fakeContext({ ascending, [id]: resultOf(response) });
  return emptyValueChecks.find((check) => check.id === id)?.judge(one, [one]);
}

test.each(["start", "end", "sort"])("an empty %s is in the query, and counts as not asked for", (name) => {
  const plan = emptyValueProbes.find(({ id }) => id === `${name}-empty`)?.plan(context);
  if (plan === undefined || "notExercised" in plan) throw new Error("It is not planned.");
  expect(plan.request.query.find(([other]) => other === name)).toEqual([name, ""]);
  expect(Object.keys(plan.asked)).toEqual(["start", "end", "sort"].filter((other) => other !== name));
});

test.each(["start", "end", "sort"])("an empty %s may be rejected, ignored, or find nothing", (name) => {
  const { [name]: _, ...asked }: Record<string, number> = { start: 1_000_000, end: 9_000_000 };
  expect(judge(name, { status: 400, asked })).toEqual([]);
  expect(judge(name, { json: [], asked })).toEqual([]);
  expect(judge(name, { json: events, asked })).toEqual([]);
});

test("an empty bound may lead to more than anybody reads, and an empty order may not", () => {
  const failure = { kind: "too-large", message: "more than 6 MB" } as const;
  for (const name of ["start", "end"])
    expect(judge(name, { failure })).toEqual({ notExercised: "response-too-large" });
  expect(judge("sort", { failure })).toHaveLength(1);
});

test("a server that reads an empty value as some value, or crashes, violates the rule", () => {
  expect(judge("end", { json: events.slice(0, 2), asked: { start: 1_000_000 } })).toMatchObject([
    { actual: "1 missing, the first at 1970-01-01T02:13:20.000Z" },
  ]);
  expect(judge("end", { status: 500, asked: { start: 1_000_000 } })).toMatchObject([
    { code: "server-error" },
  ]);
});
