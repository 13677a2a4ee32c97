import document from "../../../generated/openapi.json" with { type: "json" };

/** An event, to be edited. */
// biome-ignore lint/suspicious/noExplicitAny: edits reach deep into events that are wrong on purpose.
export type Loose = any;

/** Values that must reach no report and no proposal. */
export const canaries: readonly string[] = [
  "canary@example.com",
  "c0ffee00c0ffee00c0ffee00c0ffee00",
  "Canary Lane 7",
  "CANARYKEY1234567890abcdef",
  "20000042",
];

const [address, digest, street, key, number] = canaries;
const { activations, executions, cancellations } = document.components.examples;
const dayMs = 86_400_000;

/**
 * Events as the contract has them: ten of each kind, one a day from 2026-11-01 on, full of personal data.
 *
 * @param edit Makes them differ.
 */
export function eventsWith(edit: (event: Loose, index: number) => unknown = (event) => event): unknown[] {
  return [activations, executions, cancellations].flatMap(({ value }) =>
    Array.from({ length: 10 }, (_, index) => {
      const event: Loose = structuredClone(value[0]);
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
