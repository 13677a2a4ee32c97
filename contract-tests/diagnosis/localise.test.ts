import { expect, test } from "vitest";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import type { Factor } from "./factors.ts";
import { localise } from "./localise.ts";
import type { Request } from "./requests.ts";

const kinds = ["activations", "executions", "cancellations"] as const;

/** A request at a place in the run, with factors and with so many events due. */
function request(position: number, factors: readonly Factor[], due = 5): Request {
  const result = { ...resultOf(), position };
  const times = Array.from({ length: due }, (_, i) => i);
  const listing = {
    known: times,
    due: times,
    kept: times,
    missing: [],
    before: [],
    after: [],
    strange: [],
    shown: times,
  };
  const kind = kinds.find((one) => factors.some(([, value]) => value === one)) ?? "activations";
  const context = fakeContext({ ascending: resultOf() }, { kind });
  return { context, result, factors, isSound: true, isJudged: true, listing, base: undefined };
}

const orders = ["asc", "desc", "none"] as const;

/** Each endpoint in each order, three times: twenty-seven requests. */
const requests = kinds.flatMap((kind, k) =>
  [0, 1, 2].flatMap((round) =>
    orders.map((order, o) =>
      request(1 + k * 9 + round * 3 + o, [
        ["endpoint", kind],
        ["order", order],
      ]),
    ),
  ),
);
const where = (test: (request: Request) => boolean) => ({
  shown: requests.filter(test),
  concerned: requests,
});
const has =
  (...values: readonly string[]) =>
  ({ factors }: Request) =>
    values.every((value) => factors.some(([, its]) => its === value));

test("a symptom of every request has no condition", () => {
  expect(localise(where(() => true))).toEqual({ condition: {}, exact: true });
});

test("the condition is the smallest combination that only requests with the symptom have", () => {
  expect(localise(where(has("executions"))).condition).toEqual({ endpoint: "executions" });
  expect(localise(where(has("desc"))).condition).toEqual({ order: "desc" });
  expect(localise(where(has("cancellations", "desc"))).condition).toEqual({
    endpoint: "cancellations",
    order: "desc",
  });
});

test.each([
  ["every fourth request", "every-4", ({ result }: Request) => result.position % 4 === 2],
  ["all requests from one on", "later", ({ result }: Request) => result.position > 13],
  ["one request", "once", ({ result }: Request) => result.position === 7],
  [
    "some requests in a row",
    "meanwhile",
    ({ result }: Request) => result.position > 3 && result.position < 9,
  ],
] as const)("the condition of a symptom of %s is its place in the run", (_title, position, test) => {
  expect(localise(where(test))).toEqual({ condition: { position }, exact: true });
});

test("the condition of a symptom of all requests of two endpoints is not a place in the run", () => {
  expect(localise(where((one) => !has("activations")(one))).condition).toEqual({});
});

test("the condition of a symptom of the largest responses is their size", () => {
  const sized = requests.map((one, i) => request(i + 1, one.factors, i % 5 === 0 ? 200 : 20));
  const sample = { shown: sized.filter(({ listing }) => listing?.due.length === 200), concerned: sized };
  expect(localise(sample).condition).toEqual({ size: "large" });
});

test("a response that is too short to show a symptom does not count against it", () => {
  const sized = requests.map((one, i) => request(i + 1, one.factors, i < 18 ? 20 : 200));
  const shown = sized.filter((one) => has("asc")(one) && one.listing?.due.length === 200);
  expect(localise({ shown, concerned: sized }).condition).toEqual({ order: "asc" });
});

test("a condition that some requests without the symptom meet is named if chance hardly explains it", () => {
  const [quiet] = requests.filter(has("desc"));
  const sample = where((one) => has("desc")(one) && one !== quiet);
  expect(localise(sample)).toEqual({ condition: { order: "desc" }, exact: false });
});

test("a symptom without a pattern has no condition", () => {
  const places = [1, 2, 6, 11, 12, 17];
  expect(localise(where(({ result }) => places.includes(result.position)))).toEqual({
    condition: {},
    exact: false,
  });
});
