import { type JsonObject, objectAt } from "../../../src/shared/json.ts";
import { frozenContract } from "../../testing/frozen-contract.ts";

/** An event, to be edited. */
// biome-ignore lint/suspicious/noExplicitAny: edits reach deep into events that are wrong on purpose.
export type Loose = any;

/** Values that must reach no report and no proposal. */
export const plantedValues: readonly string[] = [
  "canary@example.com",
  "c0ffee00c0ffee00c0ffee00c0ffee00",
  "Canary Lane 7",
  "CANARYKEY1234567890abcdef",
  "20000042",
];

const [address, digest, street, key, number] = plantedValues;
const examples: readonly JsonObject[] = ["activations", "executions", "cancellations"].flatMap((name) => {
  const { value } = objectAt(frozenContract(), "components", "examples", name);
  return Array.isArray(value) ? value.slice(0, 1) : [];
});
const dayMs = 86_400_000;

/**
 * Events as the frozen contract has them: ten of each kind, one a day from 2026-11-01 on, full of personal data.
 *
 * @param edit Makes them differ.
 */
export function eventsWith(edit: (event: Loose, index: number) => unknown = (event) => event): unknown[] {
  return examples.flatMap((example) =>
    Array.from({ length: 10 }, (_, index) => {
      const event: Loose = structuredClone(example);
      event.timestamp = Date.UTC(2026, 10, 1) + index * dayMs;
      const detail = event.source.detail;
      const send = detail.activation ?? detail.execution;
      Object.assign(send.stamp, { time: event.timestamp - 5_000 });
      const contact = send.receiver ?? send.recipient;
      Object.assign(contact.value, { id: number, unicity: address, hash: digest });
      if (detail.execution) send.data = { [String(address)]: { street, [String(digest)]: key } };
      return edit(event, index) ?? event;
    }),
  );
}
