import type { EventKind } from "../../shared/event-kinds.ts";

const below = (path: string, names: readonly string[]): string[] => names.map((name) => `${path}.${name}`);

const contact = (path: string): string[] => [
  `${path}.type`,
  ...below(`${path}.value`, ["type", "id", "unicity", "hash"]),
];
const stamp = (path: string): string[] => below(`${path}.stamp`, ["time", "id", "thread", "set"]);
const send = (path: string): string[] => below(path, ["id", "version", "kind"]);

const envelope = [
  "type",
  "id",
  "timestamp",
  ...below("identity", ["type", "agency", "customer"]),
  "source.type",
];
const activation = "source.detail.activation";
const execution = "source.detail.execution";
const cancellation = "source.detail.cancellation";
const ofExecution = [
  ...send(execution),
  ...contact(`${execution}.recipient`),
  `${execution}.data`,
  ...stamp(execution),
];

/**
 * The columns of each kind: the documented fields, each by its path. After them comes `raw`. An object where a column is
 * (`data` is free) is written as JSON.
 */
export const csvColumns: Readonly<Record<EventKind, readonly string[]>> = {
  activations: [...envelope, ...send(activation), ...contact(`${activation}.receiver`), ...stamp(activation)],
  executions: [...envelope, ...ofExecution],
  cancellations: [
    ...envelope,
    ...ofExecution,
    `${cancellation}.type`,
    ...below(`${cancellation}.value`, ["type", "message"]),
  ],
};
