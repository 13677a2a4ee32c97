import type { CheckResult, ContractReport } from "../../../contract-tests/engine/report.ts";

/** Checks of the most different pointers. */
export const someChecks: readonly { readonly id: string; readonly pointer: string }[] = [
  { id: "window-start", pointer: "#/components/parameters/start" },
  { id: "window-end", pointer: "#/components/parameters/end" },
  { id: "sort-asc", pointer: "#/components/parameters/sort" },
  { id: "date-utc", pointer: "#/components/schemas/Instant/anyOf/0" },
  { id: "rate-backoff", pointer: "#/components/responses/too-many-requests" },
  { id: "event-schema", pointer: "#/components/schemas/NotificationEvent" },
  { id: "stamp-in-milliseconds", pointer: "#/components/schemas/Stamp/properties/time" },
  { id: "body-array", pointer: "#/paths/{path}/get/responses/200" },
];

/** A report of these results, in which each statement was seen so many times. */
export function report(
  statements: readonly { readonly pointer: string }[],
  results: readonly Partial<CheckResult>[],
  seen = 1,
): ContractReport {
  return {
    schemaVersion: 2,
    target: "live",
    startedAt: "2026-11-24T12:00:00.000Z",
    results,
    schemaCoverage: statements.map(({ pointer }) => ({ pointer, count: seen })),
  } as unknown as ContractReport;
}
