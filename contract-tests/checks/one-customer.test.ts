import { expect, test } from "vitest";
import type { ProbeResult } from "../engine/probe-result.ts";
import { fakeContext, resultOf } from "../testing/fake-context.ts";
import { oneCustomerCheck } from "./one-customer.ts";

function judge(ascending: ProbeResult) {
  const context = fakeContext({ ascending });
  return oneCustomerCheck.judge(context, [context]);
}

const identified = (id: string, identity: object) => ({ id, timestamp: 2_000_000, identity });
const customers = (...identities: readonly object[]) =>
  judge(resultOf({ json: identities.map((identity, i) => identified(`event ${i}`, identity)) }));
const demo = { type: "customer", agency: "DEMO", customer: "028" };

test("a finding about an event of another customer or agency names the difference", () => {
  expect(customers(demo, demo, demo)).toEqual([]);
  expect(customers(demo, { ...demo, customer: "03B" }, demo)).toMatchObject([
    { code: "other-customer", eventIndex: 1, pointer: "/identity/customer", actual: "another customer" },
  ]);
  expect(customers({ ...demo, agency: "MCOM" }, demo, demo)).toMatchObject([
    { eventIndex: 0, pointer: "/identity/agency" },
  ]);
});

test("an event that names no customer, or another kind of identity, is not foreign", () => {
  const partner = { type: "partner", agency: "MCOM", customer: "03B" };
  expect(customers(demo, { type: "customer" }, { type: "customer", customer: "028" }, partner)).toEqual([]);
  expect(customers({ type: "customer" }, partner)).toEqual({ notExercised: "no-identity" });
});
