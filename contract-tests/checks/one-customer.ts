import { valueAt } from "../../src/shared/json.ts";
import type { Finding } from "../engine/check.ts";
import { notExercised } from "../engine/reasons.ts";
import type { SuiteCheck } from "./probe-ids.ts";
import { shownEvents } from "./responses.ts";
import { grantedIds } from "./window-probes.ts";

/** The properties that name the customer of an event. Other kinds of identity, and absent properties, say nothing. */
const customerParts = ["agency", "customer"] as const;
type Customer = { readonly [Part in (typeof customerParts)[number]]?: string };

function customerOf(event: unknown): Customer | undefined {
  if (valueAt(event, "identity", "type") !== "customer") return undefined;
  const parts = customerParts.flatMap((part) => {
    const name = valueAt(event, "identity", part);
    return typeof name === "string" ? [[part, name] as const] : [];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

/** The agency and the customer that most events name, each by itself: an event may name one of them alone. */
function mostFrequent(customers: readonly Customer[]): Customer {
  const usual = (part: keyof Customer) => {
    const counts = new Map<string, number>();
    for (const { [part]: name } of customers)
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0])[0];
  };
  return { agency: usual("agency"), customer: usual("customer") };
}

/** The owner of the events: the identity reveals an event of another customer among hundreds. */
export const oneCustomerCheck: SuiteCheck = {
  id: "one-customer",
  title: "all events belong to one customer, because a key does",
  evidence: "assumed",
  pointer: "#/components/schemas/CustomerIdentity",
  needsState: true,
  scope: "run",
  needs: grantedIds,
  anyOf: true,
  judge: (_context, contexts) => {
    const named = contexts.flatMap((context) =>
      shownEvents(context).flatMap((shown) => {
        const customer = customerOf(shown.event);
        return customer === undefined ? [] : [{ ...shown, customer }];
      }),
    );
    if (named.length === 0) return notExercised("no-identity");
    const usual = mostFrequent(named.map(({ customer }) => customer));
    return named.flatMap(({ customer, result, eventIndex }): Finding[] => {
      const name = customerParts.find(
        (part) => customer[part] !== undefined && customer[part] !== usual[part],
      );
      if (name === undefined) return [];
      const expected = `the ${name} that most events have`;
      const pointer = `/identity/${name}`;
      return [{ code: "other-customer", expected, actual: `another ${name}`, result, eventIndex, pointer }];
    });
  },
};
